// Names of the members of words, in the order in which a reader asks for them: the matter first, then what belongs to it.

import { labelOf, labels, type Label } from '#vocabulary/label';

const wordNames = labels(`
title | Title | 标题
summary | Summary | 摘要
text | Text | 正文
statement | Statement | 陈述
asked | What is asked | 请求内容
necessity | Why | 必要性
basis | Legal basis | 法律依据
answer | Answer | 答复
evidence | Evidence | 证据
rival | Rival explanation | 其他解释
reasons | Reasons | 理由
reason | Reason | 原因
missing | Missing | 缺少
observed | Observed | 所见情况
otherwise | Otherwise | 否则
answering | How to answer | 答复方式
readBack | Read back | 复述
said | Said | 所言
heardAs | Heard as | 理解为
items | Item | 议题
decisions | Decision | 决定
actions | Action | 行动
points | Point | 要点
victims | Victim | 受害方
attribution | Attribution | 归因
figures | Figure | 数字
identifiers | Identifier | 标识
elements | Element | 要素
criteria | Criterion | 标准
hypotheses | Hypothesis | 假设
remedies | Remedy | 补救
reasoning | Reasoning | 论证
report | Report | 报告
claim | Claim | 主张
claimant | Claimant | 主张者
speaker | Speaker | 发言者
reference | Own file number | 本方卷号
authority | Authority | 主管机关
programme | Programme | 项目
condition | Condition | 条件
conditions | Conditions | 条件
proportionality | Proportionality | 相称性
appeal | Appeal | 申诉途径
objections | Objections | 异议
targets | Target | 对象
place | Place | 地点
description | Description | 说明
custody | Custody | 保管
occasion | Occasion | 场合
quotations | Quotation | 引语
members | Text | 文本
translator | Translator | 译者
ground | Ground | 理由
nationalMarking | National marking | 本国标识
sources | Source | 来源
name | Name | 名称
desks | Desk | 部门
channels | Channel | 渠道
address | Address | 地址
persons | Person | 人员
desk | Desk | 部门
days | Day | 日期
namer | Named by | 指认者
grounds | Grounds | 依据
source | Source | 来源
meaning | Meaning | 含义
layer | Layer | 层面
victim | Victim | 受害方
value | Value | 值
target | Target | 对象
role | Role | 职责
salt | Salt | 盐值
path | Member | 成员
authentic | Written in | 作准语文
`);

const ORDER = [...wordNames.keys()];

/** Where a member of the words stands in a list of them; those without a name come last. */
export function orderOf(member: string): number {
  const at = ORDER.indexOf(member);
  return at < 0 ? ORDER.length : at;
}

/** The name of a member of the words, with the number of an item; another is shown as it is. */
export function wordName(member: string, no: number | null = null): Label {
  const { en, zh } = labelOf(wordNames, member);
  return no === null ? { en, zh } : { en: `${en} ${no}`, zh: `${zh} ${no}` };
}
