// Names of the members of bodies.

import { labelOf, labels, type Label } from '#vocabulary/label';

const memberNames = labels(`
stance | Position | 立场
view | View | 看法
outcome | Outcome | 结果
ground | Ground | 理由
grounds | Grounds | 理由
category | Category | 类别
urgency | Urgency | 紧急程度
reason | Reason | 原因
claimant | Claim made by | 主张提出者
conduct | Conduct | 行为
stage | Stage | 阶段
results | Results | 成果
conditions | Conditions of use | 使用条件
missing | Missing | 缺少
supplied | Supplied | 已补充
kind | Kind | 种类
state | State | 状态
orientation | Orientation | 面向
answer | Answer | 答复
rung | Rung | 层级
drill | Drill | 演练
final | Final | 最终
satisfied | Requester satisfied | 请求方满意
uses | Uses | 用途
format | Format | 形式
level | Level | 级别
round | Round | 轮次
from | From | 自
until | Until | 直至
by | By | 截止
standard | Standard of proof | 证明标准
occasion | Occasion | 场合
relation | Relation | 关系
seal | Seal | 封存
channel | Channel | 渠道
result | Result | 结果
amount | Amount | 金额
expires | Open until | 有效至
language | Language | 语言
deadline | Deadline | 期限
expected | Expected | 预计
effective | Effective | 生效
review | Review | 复核
sunset | Sunset | 终止
desk | Desk | 部门
byRight | By right | 依权利
relevance | Relevance | 相关性
completeness | Completeness | 完整性
clarity | Clarity | 清晰度
specificity | Specificity | 具体性
usefulness | Usefulness | 有用性
points | Points | 要点
elements | Elements | 要素
marking | Marking | 标识
accepts | Accord accepted | 接受的协约
terms | Terms | 条款
offices | Offices | 职位
key | Key | 密钥
office | Office | 职位
deputyOf | Deputy of | 代理
kid | Key id | 密钥标识
compromisedSince | Compromised since | 泄露始于
role | Role | 用途
ed25519 | Ed25519 key | Ed25519 密钥
mldsa44 | ML-DSA-44 key | ML-DSA-44 密钥
addresses | Addresses | 地址
tls | Certificate keys | 证书密钥
desks | Desks | 部门
no | No. | 序号
hours | Hours | 时间
fromMinute | From minute | 自（分钟）
untilMinute | Until minute | 至（分钟）
workingDaysOnly | Working days only | 仅工作日
zone | Time zone | 时区
languages | Languages | 语言
channels | Channels | 渠道
second | Second desk | 第二部门
year | Year | 年份
nonWorking | Days off | 休息日
makeUp | Make-up working days | 调休工作日
closingMinute | Closing minute | 下班时间（分钟）
offsets | Offsets | 时差
fromUtc | From | 自
offsetMinutes | Minutes from UTC | 与 UTC 相差分钟
respondent | Respondent | 被指控方
adopted | Made its own | 作为本方主张
engages | Engages | 涉及
commitment | Commitment | 承诺
code | Code | 代码
links | Links | 关联
activity | Time of the activity | 活动时间
to | To | 至
approximate | Approximate | 约略
ongoing | Ongoing | 仍在进行
said | When it was said | 发表时间
precision | Precision | 精度
victims | Victims | 受害方
sector | Sector | 行业
pseudonym | Under a pseudonym | 使用代称
attribution | Attribution | 归因
layer | Layer | 层面
likelihood | Likelihood | 可能性
confidence | Confidence | 置信度
ladder | Responsibility | 责任程度
techniques | Techniques | 技术手段
attack | ATT&CK version | ATT&CK 版本
ids | Ids | 标识
figures | Figures | 数字
of | Of | 对象
unit | Unit | 单位
low | At least | 至少
high | At most | 至多
exhibits | Exhibits | 证据
exhibit | Exhibit | 证据
tlp | TLP | TLP
pap | PAP | PAP
counter | Counter-allegation | 反指控
evidence | Evidence | 佐证
finding | Finding | 结论
case | Case | 案件
request | Request | 请求
reply | Reply | 答复
position | Position | 立场
use | Use | 使用
workingDays | Working days | 工作日
measure | Measure | 措施
remedy | Remedy | 补救
contact | Communication check | 通联检查
hotline | Hotline item | 热线事项
due | Due | 到期
identifiers | Identifiers | 标识符
acceptedForProcessing | Accepted for processing | 已受理
held | Held | 持有
size | Size | 条目数
time | Time | 时间
nonce | Check number | 核对码
conclusion | Conclusion | 结论
reasons | Reasons | 理由
hypotheses | Hypotheses | 假设
verdict | Verdict | 评定
remedies | Remedies | 补救
replaces | Replaces | 取代
ratings | Ratings | 评定
hypothesis | Hypothesis | 假设
rating | Rating | 评定
weight | Weight | 权重
targets | Targets | 对象
cases | Cases | 案件
requests | Requests | 请求
commitments | Commitments | 承诺
condition | Condition | 条件
proportionality | Proportionality | 相称性
scope | Scope | 范围
scale | Scale | 规模
duration | Duration | 持续时间
intensity | Intensity | 强度
complexity | Complexity | 复杂程度
sophistication | Sophistication | 精密程度
impact | Impact | 影响
appeal | Appeal | 申诉
package | Package | 一揽子
met | Condition met by | 条件由此满足
when | Condition | 条件
satisfaction | Satisfied when said by | 由其认定满足
element | Element | 要素
criteria | Criteria | 标准
indicator | Indicator | 指标
value | Value | 值
reportDays | Days between reports | 报告间隔天数
claimed | Claimed | 主张
criterion | Criterion | 标准
on | On | 日期
about | About | 涉及
session | Session | 会议
statement | Statement | 声明
quotations | Quotations | 引语
digest | Digest | 摘要值
counters | Counter-proposal to | 反提议针对
items | Items | 议题
count | Number | 数目
deputy | Deputy | 代理人
powers | Powers | 权限
decisions | Decisions | 决定
actions | Actions | 行动
owner | Owner | 责任方
item | Item | 议题
speaker | Speaker | 发言者
minutes | Minutes | 纪要
action | Action | 行动
grade | Grade | 等级
reliability | Reliability | 可靠性
credibility | Credibility | 可信度
custody | Custody | 保管
step | Step | 步骤
noteOpening | Note of first access due | 须记录首次查阅
reportUse | Report on use due | 须报告使用情况
retainUntil | Kept until | 保存至
opensOn | Opens on | 披露条件
disclosure | Disclosure | 披露
method | Method | 方法
authentic | Authentic | 作准
words | Words | 文字
confirms | Confirms | 确认
`);

/** The name of a member of a body; another is shown as it is. */
export function memberName(member: string): Label {
  return labelOf(memberNames, member);
}
