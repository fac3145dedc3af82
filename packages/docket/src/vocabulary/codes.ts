// Names of the codes that stand in bodies. `member:code` where a code means another thing in that member.

import { labelOf, labels, type Label } from '#vocabulary/label';
import { isOffice, officeName } from '#vocabulary/offices';

const codeNames = labels(`
other | other | 其他
none | none | 无
end-of-term | end of term | 任期届满
transferred | transferred | 移交
resigned | resigned | 辞职
key-lost | key lost | 密钥遗失
key-compromised | key compromised | 密钥泄露
mistaken | mistaken | 有误
mistake | mistake | 有误
resolved | resolved | 已解决
settled | settled | 已和解
duplicate | duplicate | 重复
not-pursued | not pursued | 不再追究
finding | joint finding | 共同结论
unanswerable | cannot be answered | 无法认定
no-longer-needed | no longer needed | 不再需要
obtained-otherwise | obtained otherwise | 已另行获得
retention | end of retention | 保存期满
person | a person’s right | 个人权利
court-order | court order | 法院命令
agreed | agreed | 已商定
condition-met | condition met | 条件已满足
condition-not-met | condition not met | 条件未满足
requested | requested | 应要求
voluntary | voluntary | 自愿
ordered | ordered | 奉命
superseded | superseded | 已被取代
source-at-risk | source at risk | 来源面临风险
not-relied-on | no longer relied on | 不再援引
withdrawn | withdrawn | 已撤回
stand-down | stand-down | 解除
review | review | 复核
court | court | 法院
root | root key | 根密钥
http | transport key | 传输密钥
log | log key | 日志密钥
holder | holder key | 保管密钥
policy | policy desk | 政策部门
technical | technical desk | 技术部门
law-enforcement | law-enforcement desk | 执法部门
node | node | 节点
telephone | telephone | 电话
e-mail | e-mail | 电子邮件
messenger | messenger | 即时通讯
secure-line | secure line | 保密线路
pager | pager | 寻呼
post | post | 邮寄
embassy | embassy | 使馆
event | event | 事件
count | count | 次数
share | share | 比例
date | date | 日期
amount | amount | 数额
absence | absence | 未发生
judgement | judgement | 判断
government | government | 政府
prosecutor | prosecutor | 检察机关
regulator | regulator | 监管机关
cert | CERT | 计算机应急机构
police | police | 警方
company | company | 企业
press-on-leaks | press, on leaks | 媒体（据泄密材料）
victim | victim | 受害方
access | access | 侵入
taking | taking | 窃取
damage | damage | 破坏
preparation | preparation | 预备
actor | actor | 行为人
state-responsibility | state responsibility | 国家责任
knowledge | knowledge | 明知
intent | intent | 意图
beneficiary | beneficiary | 受益方
harm | harm | 损害
organisation | organisation | 组织
persons | persons | 多人
ip-address | IP address | IP地址
domain | domain | 域名
url | URL | 网址
account | account | 账户
file-hash | file hash | 文件哈希
host | host | 主机
payment | payment | 支付信息
aide-memoire | aide-mémoire | 备忘
contest | contest | 异议
clarification | clarification | 澄清
document | document | 文件
log-extract | log extract | 日志摘录
network-capture | network capture | 网络抓包
disk-image | disk image | 磁盘镜像
malware-sample | malware sample | 恶意样本
indicator-list | list of indicators | 指标清单
analysis | analysis | 分析
screenshot | screenshot | 截图
testimony | testimony | 证言
court-record | court record | 法庭记录
case | case | 案件
request | request | 请求
commitment | commitment | 承诺
measure | measure | 措施
hotline-review | review of the hotline | 热线回顾
drill | drill | 演练
status-report | status report | 进展报告
next-round | next round | 下一轮
state-organs | organs of the state | 国家机关
state-directed | directed by the state | 受国家指使
state-tolerated | tolerated by the state | 国家容忍
proxy | proxy | 代理人
criminal | criminals | 犯罪分子
insider | insider | 内部人员
third-party | third party | 第三方
false-flag | false flag | 嫁祸
accident | accident | 意外
cessation | cessation | 停止
prosecution | prosecution | 起诉
notification | notification | 通知
compensation | compensation | 赔偿
assurance | assurance | 保证
demarche | démarche | 交涉
public-attribution | public attribution | 公开归因
joint-statement | joint statement | 联合声明
cooperation-refused | cooperation refused | 中止合作
indictment | indictment | 起诉书
wanted-notice | wanted notice | 通缉
arrest | arrest | 逮捕
extradition | extradition | 引渡
designation | designation | 列入制裁名单
asset-freeze | asset freeze | 冻结资产
travel-ban | travel ban | 旅行禁令
export-control | export control | 出口管制
tariff | tariff | 关税
expulsion | expulsion | 驱逐
takedown | takedown | 下线处置
seizure | seizure | 扣押
reward | reward | 悬赏
dialogue-suspended | dialogue suspended | 暂停对话
capacity-building | capacity building | 能力建设
safe-conduct | safe conduct | 安全通行
state-body | state body | 国家机构
sector | sector | 行业
infrastructure | infrastructure | 基础设施
conviction | conviction | 定罪
repair | repair | 修复
discipline | discipline | 纪律处分
regulation | regulation | 规范
apology | apology | 道歉
outside-any-commitment | outside any commitment | 不涉及任何承诺
act | act | 行为
attribution | attribution | 归因
cooperation | cooperation | 合作
procedure | procedure | 程序
time | time | 时间
restates | restates | 重述
duplicates | duplicates | 重复
related | related to | 相关
part-of | part of | 属于
attempt | attempt | 未遂
compromise | compromise | 侵入得逞
theft | theft | 窃取
disruption | disruption | 扰乱
pre-positioning | pre-positioning | 预置
machine | machine | 机器
cluster | cluster | 活动集群
group | group | 团伙
state | state | 国家
almost-no-chance | almost no chance (1–5 %) | 几乎不可能（1–5 %）
very-unlikely | very unlikely (5–20 %) | 极不可能（5–20 %）
unlikely | unlikely (20–45 %) | 不太可能（20–45 %）
roughly-even | roughly even (45–55 %) | 大致各半（45–55 %）
likely | likely (55–80 %) | 很可能（55–80 %）
very-likely | very likely (80–95 %) | 极可能（80–95 %）
almost-certain | almost certain (95–99 %) | 几乎肯定（95–99 %）
low | low | 低
moderate | moderate | 中
medium | medium | 中
high | high | 高
not-assessed | not assessed | 未评估
prohibited | prohibited | 禁止
prohibited-but-inadequate | prohibited, inadequately | 禁止但不力
ignored | ignored | 放任
encouraged | encouraged | 鼓励
shaped | shaped | 引导
coordinated | coordinated | 协调
rogue-conducted | conducted by rogue organs | 机关人员擅自实施
executed | executed | 直接实施
integrated | integrated | 一体实施
working-hours | working hours | 作息时间
build-time | build time | 编译时间
tool-overlap | overlap of tools | 工具重合
infrastructure-reuse | reuse of infrastructure | 基础设施复用
operator-mistake | operator’s mistake | 操作失误
own-messages | own messages | 自身通信
human-source | human source | 人力来源
signals | signals | 信号情报
new-evidence | new evidence | 新证据
new-activity | new activity | 新活动
finding-mistaken | finding mistaken | 结论有误
not-kept | not kept | 未遵守
sovereignty | sovereignty | 主权
security | security | 安全
ordre-public | ordre public | 公共秩序
political-offence | political offence | 政治犯罪
dual-criminality | no dual criminality | 不符合双重犯罪
pending-proceedings | pending proceedings | 程序进行中
no-legal-basis | no legal basis | 无法律依据
red | TLP:RED | TLP:RED
amber-strict | TLP:AMBER+STRICT | TLP:AMBER+STRICT
amber | TLP:AMBER | TLP:AMBER
green | TLP:GREEN | TLP:GREEN
clear | TLP:CLEAR | TLP:CLEAR
intelligence-only | intelligence only | 仅供情报参考
may-be-used-in-proceedings | may be used in proceedings | 可用于诉讼
needs-mutual-legal-assistance | needs mutual legal assistance | 须经司法协助
deny | denied | 否认
deny-evidence-insufficient | denied: evidence insufficient | 否认：证据不足
neither-confirm-nor-deny | neither confirmed nor denied | 不予置评亦不否认
accept | accepted | 接受
accept-in-part | accepted in part | 部分接受
criminal-not-state | criminals, not the state | 系犯罪分子而非国家所为
outside-scope | outside the scope | 不属协约范围
cannot-assess | cannot be assessed | 无法判断
counter-allege | counter-allegation | 反指控
no-comment | no comment | 不予置评
agree | agreed | 同意
cannot-say | cannot say | 无法说明
agreed-point | agreed | 无争议
contested | contested | 有争议
unanswered | unanswered | 未答复
accepted | accepted | 认可
not-verified | not verified | 未能核实
disputed | disputed | 有异议
information | information | 信息
preservation | preservation | 证据保全
mitigation | mitigation | 缓解处置
investigation | investigation | 调查
electronic-evidence | electronic evidence | 电子证据
indicator-sharing | sharing of indicators | 指标共享
status-update | status update | 进展通报
legal-assistance | legal assistance | 司法协助
routine | routine | 常规
urgent | urgent | 紧急
emergency | emergency | 特急
confidential | confidential | 保密
no-onward-transfer | no onward transfer | 不得转交
this-case-only | this case only | 仅限本案
not-in-proceedings | not in proceedings | 不得用于诉讼
use-report | use to be reported | 须报告使用情况
return-or-destroy | return or destroy | 须归还或销毁
asked | what is asked | 请求内容
necessity | necessity | 必要性
basis | legal basis | 法律依据
identifiers | identifiers | 标识信息
conditions | conditions | 条件
due | due time | 期限
fulfilled | fulfilled | 已满足
partly | partly | 部分
refused | refused | 拒绝
no-information | no information | 无相关信息
capacity-limited | limited capacity | 能力所限
counter-report | counter-report | 另行报告
discussed | discussed | 已讨论
differed | views differed | 意见不一
deferred | deferred | 延后
not-reached | not reached | 未及讨论
acknowledge | acknowledgement | 确认收悉
reply | reply | 答复
update | update | 进展通报
not-begun | not begun | 尚未开始
under-way | under way | 进行中
suspended | suspended | 暂停
handed-over | handed over | 已移交
concluded | concluded | 已结束
none-yet | none yet | 尚无
some | some | 部分
complete | complete | 完整
proceedings | proceedings | 诉讼
shared | shared | 已分享
a | A reliable | A 可靠
b | B usually reliable | B 通常可靠
c | C fairly reliable | C 较可靠
d | D not usually reliable | D 通常不可靠
e | E unreliable | E 不可靠
f | F cannot be judged | F 无法判断
collected | collected | 采集
copied | copied | 复制
stored | stored | 保管
analysed | analysed | 分析
redacted | redacted | 遮盖
opens | opens: as sealed | 与封存内容一致
does-not-open | does not open: not what was sealed | 与封存内容不符
deleted | deleted | 删除
key-destroyed | key destroyed | 销毁密钥
medium-destroyed | medium destroyed | 销毁介质
crisis | crisis | 危机
delivered | delivered | 已送达
failed | failed | 失败
not-known | not known | 不详
done | done | 已完成
will-do | will be done | 将办理
will-not | will not be done | 不予办理
cannot | cannot be done | 无法办理
needs-time | needs time | 需要时间
in-person | in person | 现场
remote | remote | 远程
hybrid | hybrid | 混合
written | in writing | 书面
ministerial | ministerial | 部级
vice-ministerial | vice-ministerial | 副部级
director | directors | 司局级
expert | experts | 专家级
dropped | dropped | 已取消
threatened | held ready | 备用
announced | announced | 已宣布
in-force | in force | 已生效
lifted | lifted | 已解除
expired | expired | 已到期
extended | extended | 已延长
established | established | 成立
not-established | not established | 未能成立
refuted | refuted | 不成立
undetermined | undetermined | 未定
beyond-reasonable-doubt | beyond reasonable doubt | 排除合理怀疑
clear-and-convincing | clear and convincing | 明确且令人信服
balance-of-probabilities | balance of probabilities | 盖然性占优
reasonable-grounds | reasonable grounds | 合理理由
not-stated | not stated | 未说明
preferred | preferred | 首选
not-excluded | not excluded | 未排除
less-likely | less likely | 可能性较低
rejected | rejected | 排除
not | not fulfilled | 未履行
cannot-be-assessed | cannot be assessed | 无法评估
consistent | consistent | 相符
inconsistent | inconsistent | 不符
not-applicable | not applicable | 不适用
retrospective | for past acts | 针对既往行为
prospective | for future acts | 针对今后行为
both | for past and future acts | 针对既往和今后行为
facts | facts | 事实
legal-basis | legal basis | 法律依据
proportionality | proportionality | 相称性
immunity | immunity | 豁免
session | session | 会议
press | press | 新闻发布
speech | speech | 讲话
interview | interview | 采访
publication | publication | 出版物
`);

/** Where one code means different things in different members. */
const inMember = labels(`
kind:person | person | 个人
rung:desk | duty desk | 值班台
rung:head-of-desk | head of desk | 部门负责人
rung:senior-official | senior official | 高级官员
rung:minister | minister | 部长
precision:day | day | 日
precision:month | month | 月
precision:quarter | quarter | 季度
precision:year | year | 年
layer:person | person | 个人
ladder:ordered | ordered | 指使
step:transferred | transferred | 移交
outcome:agreed | agreed | 达成一致
level:expert | expert level | 专家级
view:agreed | agreed | 无争议
view:accepted | accepted | 认可
verdict:partly | partly fulfilled | 部分履行
verdict:fulfilled | fulfilled | 已履行
claimed:partly | partly done | 部分完成
answer:partly | partly done | 部分办理
answer:done | done | 已办理
answer:information | information given | 已提供信息
results:complete | complete | 完整
results:some | some | 部分
pap:red | PAP:RED | PAP:RED
pap:amber | PAP:AMBER | PAP:AMBER
pap:green | PAP:GREEN | PAP:GREEN
pap:clear | PAP:CLEAR | PAP:CLEAR
kind:review | review | 复核
kind:court-record | court record | 法庭记录
`);

/** The name of a code as it stands in a member of a body. */
export function codeName(member: string, code: string): Label {
  if (member === 'office') return officeName(code);
  return inMember.get(`${member}:${code}`) ?? labelOf(codeNames, code);
}

/** Whether this version has a name for it. */
export function isNamed(member: string, code: string): boolean {
  return member === 'office' ? isOffice(code) : inMember.has(`${member}:${code}`) || codeNames.has(code);
}
