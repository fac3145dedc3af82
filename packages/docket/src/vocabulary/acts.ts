// Names of kinds of subject and of act types.

import { labels } from '#vocabulary/label';

export const kindNames = labels(`
accord | Accord | 协约
case | Case | 案件
request | Request | 请求
exhibit | Exhibit | 证据
hotline | Hotline item | 热线事项
contact | Communication check | 通联检查
session | Session | 会议
finding | Finding | 结论
hypotheses | Hypotheses | 假设比较
measure | Measure | 措施
commitment | Commitment | 承诺
remedy | Remedy | 补救
statement | Statement | 声明
`);

/** Headings of lists. */
export const kindPlurals = labels(`
accord | Accord | 协约
case | Cases | 案件
request | Requests | 请求
exhibit | Exhibits | 证据
hotline | Hotline | 热线
contact | Communication checks | 通联检查
session | Sessions | 会议
finding | Findings | 结论
hypotheses | Hypotheses | 假设比较
measure | Measures | 措施
commitment | Commitments | 承诺
remedy | Remedies | 补救
statement | Statements | 声明
`);

export const actNames = labels(`
accord.found | Acceptance of the accord | 接受协约
accord.amend | Amendment proposed | 提议修订协约
officer.appoint | Officer appointed | 任命官员
officer.relieve | Officer relieved | 解除官员职务
party.rekey | Key replaced | 更换密钥
party.address | Addresses published | 公布地址
contact.publish | Contacts published | 公布联络方式
calendar.publish | Working calendar published | 公布工作日历
case.allege | Allegation | 提出指控
case.acknowledge | Acknowledged as received | 确认收悉
case.position | Position | 表明立场
case.restate | Allegation restated | 重述指控
case.link | Case linked | 关联案件
case.withdraw | Allegation withdrawn | 撤回指控
case.close | Close of the case | 结案
case.reopen | Case reopened | 重启案件
request.make | Request | 提出请求
request.acknowledge | Acknowledged as received | 确认收悉
request.return | Returned as incomplete | 因不完整退回
request.complete | Completed | 补充完整
request.reply | Reply | 答复
request.note-silence | Silence noted | 记录未答复
request.withdraw | Request withdrawn | 撤回请求
request.update | Update | 进展通报
request.extend | Extension | 延期
request.rate | Reply rated by its receiver | 接收方评价答复
request.self-rate | Reply rated by its giver | 答复方自评
request.use-report | Report on use | 使用情况报告
request.supersede | Superseded by another request | 由另一请求取代
endorse | Endorsed | 同意
decline | Declined | 拒绝
note | Note | 备注
translate | Translation | 译文
correct | Typing error corrected | 更正笔误
erasure | Erasure | 删除
exhibit.deposit | Exhibit deposited | 提交证据
exhibit.seal | Exhibit sealed | 封存证据
exhibit.disclose | Exhibit disclosed | 披露证据
exhibit.held | Content held | 内容已收妥
exhibit.opened | First access noted | 记录首次查阅
exhibit.use | Report on use | 使用情况报告
exhibit.withdraw | Exhibit withdrawn | 撤回证据
exhibit.destroy | Copy destroyed | 销毁副本
hotline.raise | Hotline raised | 启动热线
hotline.acknowledge | Acknowledged with read-back | 复述确认
hotline.notice | Notice given | 已发通知
hotline.respond | Response | 回应
hotline.stand-down | Stand-down with agreed summary | 以商定摘要结束
contact.check | Communication check | 通联检查
contact.answer | Answer to the check | 应答通联检查
session.convene | Convening | 召集会议
session.agenda | Agenda | 议程
session.attend | Delegation | 代表团
session.minutes | Minutes | 纪要
session.record | Own account | 单方记录
session.action | Action item reported | 行动事项通报
finding.propose | Finding proposed | 提议共同结论
finding.record | Separate finding | 单方结论
hypotheses.rate | Hypotheses rated | 评定假设
measure.announce | Measure announced | 宣布措施
measure.vary | Measure varied | 变更措施
measure.contest | Measure contested | 对措施提出异议
measure.stand-down | Stand-down proposed | 提议解除条件
commitment.undertake | Undertaking | 作出承诺
commitment.report | Progress claimed | 通报履行情况
commitment.assess | Assessment | 评估
remedy.claim | Remedy claimed | 主张已补救
remedy.view | View of the remedy | 对补救的看法
statement.issue | Public statement | 公开声明
`);
