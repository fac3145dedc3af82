// What refusals of the interface say in Chinese: their titles, and what would be in order. In English the refusal says it itself. Rules of the
// docket are law between the parties, and are shown in the language of their specification.

export type Words = { title: string; remedy: string };

const table = `
http.malformed | 无法读取该请求 | 请刷新页面后重试；若仍如此，请告知节点管理员。
http.query | 某个参数不合要求 | 请检查地址或筛选条件。
http.media_type | 此处不接受这种内容类型 | 请刷新页面后重试。
http.too_large | 请求过大 | 请缩短文字；较大的内容应作为证据提交。
http.timeout | 请求未能按时到达 | 请再次发送；若行为其实已归档，节点会照实答复，不会重复归档。
http.token_missing | 需要令牌或登录 | 请登录。
http.token_unknown | 令牌在此无效 | 请向节点管理员索取令牌；原令牌可能已过期或被撤销。
http.token_scope | 令牌的用途不符 | 请使用范围相符的令牌。
http.not_found | 此处没有内容 | 请检查地址；本节点尚未收到的内容可能稍后到达。
http.busy | 节点正忙 | 请稍候再次发送同一请求。
http.stopping | 节点正在停止 | 请稍候再次发送；没有归档任何内容。
http.fault | 节点发生故障 | 请再次发送；若行为其实已归档，节点会照实答复。故障详情见节点日志。
http.disk_full | 节点磁盘已满 | 请节点管理员腾出空间；没有归档任何内容，已归档的内容没有丢失。
content.too_large | 内容超出节点可接受的大小 | 请只发送其中一部分，或其摘录，作为单独的证据。
content.digest | 内容与其摘要值不符 | 请发送摘要值所指的原始字节。
content.range | 内容没有这一部分 | 请在其长度之内请求。
node.busy | 等待归档的行为已达上限 | 请稍候再次发送同一行为；没有归档任何内容。
node.stopping | 节点正在停止 | 节点恢复后请再次发送同一行为；没有归档任何内容。
node.recovering | 节点在签署前正向对方核实自己日志的最新位置 | 请再次发送同一行为；若对方均无答复，由节点管理员决定。
node.key_absent | 节点没有签署所需的密钥 | 请节点管理员放回该密钥；行为没有丢失，之后再次发送即可。
access.signed_out | 当前没有人登录 | 请重新登录；半小时未使用或满十二小时，登录即结束。
access.cross_site | 该请求并非来自本节点的页面 | 请在浏览器中打开本节点自己的地址后操作。
access.not_officer | 管理员不能查看内容 | 请联系官员；管理员账户永远不会成为官员账户。
access.not_in_office | 该账户没有任何在任的密钥 | 请有任命权的官员为您的密钥归档任命。
access.not_administrator | 只有管理员可以管理节点 | 请联系节点管理员。
access.no_power | 该职务无权这样做 | 请联系其职务有权签署任命的官员，或由管理员在节点机器上确认。
access.unconfirmed | 尚未用通行密钥确认此事 | 请用通行密钥对此事本身加以确认，并在两分钟内发送。
access.refused | 登录被拒绝 | 请使用在本节点登记过的通行密钥；若已遗失，请向管理员索取邀请。
access.waiting | 登记尚未获得确认 | 请通过电话或当面，把您的指纹念给有任命权的官员。
access.challenge | 该质询已用过、已过时，或属于另一浏览器 | 请重新开始；质询只能用一次，两分钟内有效，且限于发起它的浏览器。
access.too_many | 尝试次数过多 | 请稍候再试。
access.invitation_unknown | 没有这样的邀请 | 请完整打开交给您的地址，直至最后一个字符。
access.invitation_expired | 邀请已过期 | 请向邀请人索取新的邀请。
access.invitation_used | 邀请已被打开过 | 若不是您本人打开，请立即告知邀请人；无论如何请索取新的邀请。
access.passkey | 通行密钥的答复不合要求 | 请在本节点自己的页面上重试，并使用需要 PIN、指纹或面容的通行密钥。
access.passkey_known | 该通行密钥已登记 | 请新建通行密钥，或用这一个登录。
access.key_known | 该官员密钥曾经提交过 | 请新建密钥；一把密钥永远只属于一位官员、一台设备。
access.key_proof | 没有证据表明您持有该官员密钥 | 请刷新页面后重新登记。
access.key_expected | 官员须登记密钥，管理员则不登记 | 请刷新页面后重新登记。
access.fingerprint | 两个指纹不一致 | 请通过电话或当面再次核对；若仍不一致，请拒绝该登记：它属于别人。
access.not_waiting | 该登记并不等待此项操作 | 请查看其现状。
access.closed | 账户已关闭 | 请新建账户；已关闭的账户不再开启。
access.limit | 该账户已达数量上限 | 请移除不再使用的一项。
access.setup | 设置密钥在此无效 | 请使用 parley init 打印的密钥；首位管理员登记后它即失效。
access.no_provider | 本节点没有身份提供方 | 请用通行密钥登录，或在 node.json 中写明提供方。
access.provider | 身份提供方没有答复 | 请用通行密钥登录，或稍后再试；故障详情见节点日志。
access.not_demo | 本节点并非演示节点 | 请用通行密钥登录。
access.demo_still | 本次演示的时钟已停住 | 此处只供阅读；如要签署，请运行 parley demo：其时钟在演示结束后转入真实时间。
desk.content | 草稿不能容纳此内容 | 请使用整数和规范的文字，嵌套不超过十六层，总计不超过 256 KiB。
desk.stale | 期间有人保存过 | 请阅读较新的版本，再在其上保存；没有丢失任何内容。
desk.closed | 草稿已归档或已弃置 | 请用其文字新建草稿。
desk.full | 工作台已达保存上限 | 请用该文字新建草稿；原草稿的各版本仍予保留。
desk.id_taken | 该编号已被占用 | 请刷新页面后重试。
desk.account | 没有官员使用该账户 | 请指明本节点某位官员的账户。
desk.attachment | 节点没有所附内容 | 请先提交内容，再按其摘要值附上。
desk.subject | 没有这一事项 | 请指明开启该案件、请求或其他事项的行为。
desk.thread | 该讨论不属于此事项 | 请回复同一事项的批注，或另起讨论。
desk.not_author | 批注只能由其作者改写 | 请另写批注答复。
desk.changed | 草稿在您阅读之后有改动 | 请重新阅读；若仍同意，请放行现在的文字。
desk.no_release | 此行为无需放行 | 请签署并归档；本方放行规定未就该类行为指定职务。
desk.not_releaser | 该职务不放行此行为 | 请联系放行规定所指职务的官员。
desk.not_released | 该行为尚未放行 | 请在工作台写成草稿，并由本方放行规定所指的职务放行。
desk.differs | 所签行为与草稿不一致 | 请逐字签署现在的草稿。
desk.payload | 各官员签署的内容不同 | 请签署草稿所载的同一内容，或结束该次签署后重新开始。
desk.policy | 该放行规定永远无法满足 | 请指明协约中的职务，且所需放行人数不超过所列职务数。
desk.policy_stale | 放行规定期间已有改动 | 请阅读现行规定后重新提出。
desk.policy_locked | 放行规定未授权任何人改动 | 请在节点机器上用 parley desk policy 改动。
desk.duty | 值班时段不合要求 | 结束须晚于开始，不超过一年，且不与同一人在同一部门的时段重叠。
desk.number_taken | 该卷号已用于另一事项 | 请使用本方卷宗尚未使用的编号。
act.keys_stale | 期间本方的职务或密钥有变动 | 请重新签署；文字不变。
act.no_power | 该职务无权签署此行为 | 请由有权的职务签署，或请足够数量的官员共同签署。
act.signature | 签名无效 | 请重新签署这些字节本身。
`;

const words = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [code, title, remedy] = line.split(' | ');
      return [code!, { title: title!, remedy: remedy! }] as const;
    }),
);

export function chineseOf(code: string): Words | undefined {
  return words.get(code);
}
