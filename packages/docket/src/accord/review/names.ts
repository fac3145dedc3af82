// What the members of an accord are called where people read it. A `*` stands for any one member: a category, a party, an office.

import { labels } from '#vocabulary/label';

export const memberNames = labels(`
title | Title | 标题
dated | Dated | 日期
text | Text | 正文
witnesses | Independent witnesses | 独立见证人
quorum | Witnesses that must have cosigned | 必须联署的见证人数
quotas.entriesPerDay | Acts that each party may file in a day, equal for all | 各方每日可提交的行为数（各方相同）
quotas.bytesPerDay | Bytes that each party may file in a day, equal for all | 各方每日可提交的字节数（各方相同）
parties.*.names | Name | 名称
parties.*.languages | Languages | 语言
parties.*.domain | Domain | 域名
parties.*.addresses | Addresses of the node | 节点地址
parties.*.tls | Certificates by which alone the node is known | 识别节点的唯一证书
parties.*.hue | Hue | 色相
parties.*.keys.root | Fingerprint of the root key | 根密钥指纹
parties.*.keys.http | Fingerprint of the key of its requests | 请求密钥指纹
parties.*.keys.log | Keys of its log | 日志密钥
parties.*.keys.holder | Keys by which it cosigns | 联署密钥
parties.*.registrar | Fingerprint of the node’s own officer | 节点自身官员的指纹
terms.clock | Clock | 时钟
terms.languages | Every text is written in at least one of | 各文本至少使用下列语言之一
terms.allowances.case.acknowledge | To acknowledge a case | 确认收悉案件
terms.allowances.case.position | To take a position on a case | 就案件表明立场
terms.allowances.request.acknowledge | To acknowledge a request | 确认收悉请求
terms.allowances.request.reply.* | To reply to a request for | 答复请求：
terms.allowances.request.update | Between updates of an open request | 未结请求两次进展通报之间
terms.allowances.request.useReport | To report the use of what was given | 报告所给材料的使用情况
terms.allowances.exhibit.disclose | To disclose a seal that is owed | 披露应予披露的封存
terms.allowances.exhibit.use | To report the use of an exhibit | 报告证据的使用情况
terms.allowances.hotline.acknowledge | To acknowledge on the hotline | 热线确认
terms.allowances.hotline.respond | To respond on the hotline | 热线回应
terms.allowances.contact.answer | To answer a communication check | 应答通联检查
terms.allowances.measure.contest | To contest a measure | 对措施提出异议
terms.allowances.measure.lift | To lift a measure that is owed | 解除应予解除的措施
terms.allowances.remedy.view | To give a view on a remedy | 就补救表明看法
terms.hotlineRungs | Rungs of the hotline, the lowest first | 热线层级（由低至高）
terms.cadence.sessionDays | A session at least every | 会议间隔至多
terms.cadence.checkDays | A communication check at least every | 通联检查间隔至多
terms.cadence.drillDays | A drill at least every | 演练间隔至多
terms.markingFloor | Least protection a marking may give | 标记的最低保护程度
terms.floors.deadlineHours | No time limit is shorter than | 任何期限不短于
terms.floors.hotlineHours | None of the hotline is shorter than | 热线期限不短于
terms.serviceDays | Constructive service, after a witness’s cosignature | 见证人联署后视为送达
terms.proposalDays | A proposal stays open at most | 提议有效期至多
terms.returnsMax | Returns of one request that pause its reply | 可暂停答复的退回次数
terms.extensionByRight | One extension by right, of at most | 可自行延期一次，至多
terms.preservationDays | A preserved item is extended or released within | 保全项目在此期限内延长或解除
terms.contactsReviewDays | Contacts are stale after | 联络方式过期时间
terms.calendars.nonWorkingDaysMax | Non-working days in a year, at most | 每年非工作日至多
terms.calendars.nonWorkingRunMax | Non-working days in a row, at most | 连续非工作日至多
terms.required.* | A request must contain, if it is for | 请求须包含的内容：
offices.* | May sign, in the office of | 可签署，职位：
`);

/** Where two names in a path are no member’s, by the pattern that has one. */
export const codeNames = labels(`
information | information | 信息
preservation | preservation | 保全
mitigation | mitigation | 缓解
investigation | investigation | 调查
electronic-evidence | electronic evidence | 电子证据
takedown | take-down | 下线处置
indicator-sharing | sharing of indicators | 指标共享
status-update | an update of the status | 进展情况
legal-assistance | legal assistance | 司法协助
asked | what is asked | 所请事项
necessity | why it is necessary | 必要性
basis | the legal basis | 法律依据
identifiers | the identifiers concerned | 所涉标识
conditions | the conditions offered | 所附条件
due | when it is due | 到期时间
case | the case | 所涉案件
real | the real time | 真实时间
scripted | a script: for exercises | 脚本时间：用于演练
red | RED | RED（红）
amber-strict | AMBER+STRICT | AMBER+STRICT（橙严）
amber | AMBER | AMBER（橙）
green | GREEN | GREEN（绿）
clear | CLEAR | CLEAR（白）
`);

/** Kinds of act that open no subject. */
export const houseNames = labels(`
officer | officers | 官员
party | the party itself | 本方
`);
