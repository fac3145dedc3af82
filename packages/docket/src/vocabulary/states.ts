// Names of deadlines, their states, and of how subjects stand.

import { codeName } from '#vocabulary/codes';
import { labelOf, labels, type Label } from '#vocabulary/label';

export const deadlineStates = labels(`
not started | not started | 未开始
running | running | 进行中
paused | paused | 暂停
met | met | 按期
met late | met late | 逾期完成
due | due, nothing held since | 已到期，此后未收到任何内容
lapsed | lapsed | 已逾期
void | void | 不再适用
`);

const deadlineNames = labels(`
acknowledge | Acknowledgement | 确认收悉
position | Position | 立场
reply | Reply | 答复
update | Update | 进展通报
use-report | Report on use | 使用情况报告
use | Report on use | 使用情况报告
opening | Note of first access | 首次查阅记录
disclose | Disclosure | 披露
destroy | Destruction | 销毁
respond | Response | 回应
answer | Answer | 应答
right-to-be-heard | Right to be heard | 陈述意见权
lift | Lifting | 解除
view | View | 看法
report | Report | 报告
`);

/** A right, not a duty: whoever lets it pass is in default of nothing. */
export const RIGHTS: ReadonlySet<string> = new Set(['right-to-be-heard']);

/** How subjects stand; `kind standing` where a kind means something else by the word. */
const standings = labels(`
case none | no position yet | 尚未表明立场
open | open | 待处理
acknowledged | acknowledged as received | 已确认收悉
returned | returned as incomplete | 已退回补充
answered | answered | 已答复
withdrawn | withdrawn | 已撤回
superseded | superseded | 已被取代
declined | declined | 已拒绝
proposed | proposed | 已提议
endorsed | endorsed, not yet in force | 已同意，尚未生效
sealed | sealed | 已封存
deposited | deposited, content not held | 已提交，内容未收妥
disclosed | disclosed, content not held | 已披露，内容未收妥
held | content held | 内容已收妥
destroyed | destroyed | 已销毁
raised | raised | 已启动
responded | responded | 已回应
stood-down | stood down | 已结束
convened | dates agreed | 已商定日期
attended | delegations named | 双方已派代表团
minuted | joint minutes in force | 共同纪要已生效
separate | separate | 单方结论
joint | joint | 共同
single | of one side | 单方
unrated | not rated | 未评定
by-one | rated by one side | 一方已评定
by-both | rated by both sides | 双方已评定
pledged | pledged | 已作出单方承诺
agreed | agreed | 已商定
fulfilled | fulfilled, by joint verdict | 经共同评定已履行
claimed | claimed, not viewed | 已主张，未获回应
accepted | accepted | 认可
not-verified | not verified | 未能核实
disputed | disputed | 有异议
threatened | held ready | 备用
announced | announced | 已宣布
in-force | in force | 已生效
suspended | suspended | 暂停
lifted | lifted | 已解除
expired | expired | 已到期
carried-out | carried out | 已实施
averted | averted | 已避免
not-taken | not taken | 未实施
`);

export function standingName(kind: string, standing: string): Label {
  const own = standings.get(`${kind} ${standing}`) ?? standings.get(standing);
  return own ?? codeName(kind === 'case' ? 'stance' : 'state', standing);
}

/** Numbered ones, as `acknowledge-rung-2`, `action-3`, `report-1`, are named by what stands before the number. */
const numberedNames = labels(`
acknowledge-rung | Acknowledgement, rung | 确认收悉，层级
action | Action item | 行动事项
report | Report | 报告
`);

export function deadlineName(owed: string): Label {
  const numbered = /^(.+)-([0-9]+)$/.exec(owed);
  const name = numbered === null ? undefined : numberedNames.get(numbered[1]!);
  if (name === undefined) return labelOf(deadlineNames, owed);
  return { en: `${name.en} ${numbered![2]!}`, zh: `${name.zh} ${numbered![2]!}` };
}
