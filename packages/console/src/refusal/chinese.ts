// What refusals say in Chinese: their titles, and what would be in order. In English the refusal says it itself. Of the docket, those that people
// meet where they write and sign; its rules are law between the parties, so that the sentence of the specification stands beside the Chinese.

type Words = { title: string; remedy: string };

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
view.many | 每人保存的视图已达上限 | 请删去不再使用的视图。
content.too_large | 内容超出节点可接受的大小 | 请只发送其中一部分，或其摘录，作为单独的证据。
content.digest | 内容与其摘要值不符 | 请发送摘要值所指的原始字节。
content.range | 内容没有这一部分 | 请在其长度之内请求。
node.busy | 等待归档的行为已达上限 | 请稍候再次发送同一行为；没有归档任何内容。
node.stopping | 节点正在停止 | 节点恢复后请再次发送同一行为；没有归档任何内容。
node.recovering | 节点在签署前正向对方核实自己日志的最新位置 | 请再次发送同一行为；若对方均无答复，由节点管理员决定。
node.key_absent | 节点没有签署所需的密钥 | 请节点管理员放回该密钥；行为没有丢失，之后再次发送即可。
founding.too_large | 文件过大 | 请重新索取该文件；最大为 1 MiB。
founding.malformed | 该文件无法读取 | 请对方以文件而非消息正文重新发送：它在途中被截断或改动。
founding.not_canonical | 文件的写法不规范 | 请使用原文件；它已被编辑器改写。
founding.schema | 文件不合要求 | 请询问对方所用的 Parley 版本。
founding.text | 所提协约不成立 | 请更正所指出的条项。
founding.full | 协约由两方创立 | 请与第三方另行创立协约。
founding.chain | 某一轮与前一轮不相衔接 | 请向对方索取其节点生成的原文件。
founding.untrue | 某一轮所述改动与事实不符 | 请询问对方；Parley 不会写出这样的一轮。
founding.signature | 某一轮并非由其提出方节点签名 | 请向对方索取其节点生成的原文件；此文件已被篡改。
founding.key_changed | 对方的密钥与此前不同 | 请经另一途径询问。若对方重建了文件夹，请重新开始并核对指纹。
founding.others_entry | 每一方只能加入并代表自己 | 请对方撤回其以他方名义所写的内容。
founding.template_changed | 模板只能由第一轮指定 | 请用另一模板重新开始。
founding.acts | 所签内容不能据此文本开启日志 | 请对方照现有文本签署。
founding.wrong_party | 文件属于其他缔约方 | 请确认它是否应交给本节点。
founding.own_altered | 本方的位置已被他人占据 | 请询问对方将谁当作本方：名称已被使用，或有人居间。
founding.older | 文件早于此处所存 | 请将此处所存的文本发给对方；对方尚未收到。
founding.crossed | 双方同时提出了文本 | 请商定以哪一方为准；另一方放弃己方该轮，改取对方文本后再提。
founding.rewritten | 已知的一轮被重新写过 | 请询问缘由。若对方已重新开始，可改取对方文本，并从头通读。
founding.complete | 双方均已签署协约 | 请在记录中以修订方式更改。
founding.signed | 本方已签署，不得退到所签文本之前 | 请对方提出贵方所愿的文本；贵方签名随之失效。
founding.alone | 对方尚未加入为缔约方 | 请发出邀请，并导入对方的回复。
founding.begun | 创立已在进行 | 请继续进行；本方尚未签署时，亦可重新起草。
founding.confirm | 该指纹不是对方的 | 请对方照纸上所记再念一遍；若仍不符，即有人居间。
founding.root | 该密钥不是本方根密钥 | 请打开建立本节点时生成的密钥文件。
founding.none | 没有进行中的创立 | 请起草协约，或导入对方的文本。
founding.busy | 有人同时在更改 | 请重新查看后再做一次。
founding.early | 签署所用时钟超前 | 请校正签署所用机器的时钟，并在该机器上重新签署。
founding.folder | 该文件夹不能用于创立协约 | 请管理员新建文件夹，或恢复所缺内容。
founding.link | 这不是有效的链接 | 请完整复制，直至最后一个字符。
founding.unreachable | 无法访问对方的链接 | 请询问对方节点是否在运行；或改以文件往来。
founding.their_refusal | 对方节点拒绝接收 | 缘由见其说明。
founding.not_invited | 没有这样的邀请 | 请索取新的链接：此链接有误、过期，或已被取代。
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
act.too_large | 一件行为不超过 32 KiB，其文字不超过 256 KiB | 请精简文字；较大的内容请作为证据提交。
act.malformed | 行为须采用唯一的规范格式 | 请用本控制台重新拟写。
act.header | 每个签名的标头须与模板逐字节相同 | 请用该标头重新签署。
act.kids | 各签名的密钥编号须互不相同，并按升序排列 | 请每位官员各签一次，再按顺序汇总签名。
act.not_canonical | 行为内容须采用规范编码 | 请重新拟写并签署。
act.payload | 行为内容只能包含规定的各项 | 请重新拟写；上文指明了有误之处。
act.key_unknown | 签署所用的密钥须已由本方日志先行载入 | 请先任命该官员，或用任命该官员的密钥签署。
act.wrong_accord | 行为须写明其所依据的协约 | 请就本协约重新拟写。
act.wrong_log | 行为须写明其所在的日志 | 请将其归档于所写明的日志，只有该日志的当事方能够这样做。
act.type_unknown | 本版本不理解这一行为类型；行为予以保留，并标明未获理解 | 请使用双方节点都理解的行为类型，或升级节点。
act.body | 行为的各项内容须符合其类型的格式 | 请重新拟写；上文指明了有误之处。
act.words | 行为的文字须符合其类型的格式 | 请重新书写；上文指明了有误之处。
act.early | 所称时间最多可比节点时钟早五分钟 | 请校准签署设备的时钟，然后重新签署。
act.waits | 归档时，行为只能提及本节点已收到的对方行为 | 请待节点收到所提及的行为后再归档。
act.repeated | 同一行为只生效一次，以首次所载为准 | 无需处理：首次归档的有效。
act.seen_unknown | 行为所见的日志只能属于协约当事方 | 请以节点现有的日志状态重新拟写。
act.seen_false | 行为所见的日志根值与该长度的日志不符 | 请以节点现有的日志状态重新拟写；虚假的根值本身即为证据。
act.not_appointed | 官员须先由同一日志中较早的有效行为任命 | 请先任命该官员，然后重新签署。
act.relieved | 已解职的官员、已更换的根密钥不得再签署 | 请由在任官员签署。
act.window | 官员只能在任期之内签署，以日志时间为准 | 请由任期之内的官员签署，或重新任命该官员。
act.received_late | 官员所签行为最迟须在任期届满后二十四小时内收到 | 请由在任官员重新签署。
act.signatures | 签署该行为的官员人数须达到协约要求 | 请其余官员签署同一内容。
act.content | 只有提交或密封证据的行为才附有内容，且仅限一件 | 请另以一件行为提交或密封证据，并以其编号援引。
act.subject_missing | 不开启新事项的行为须指明所属事项 | 请重新拟写，并写明开启该事项的行为编号。
act.subject_unexpected | 开启新事项的行为，以及关于协约本身的行为，不指明所属事项 | 请重新拟写，不写所属事项。
act.no_subject | 开启该事项的行为须在先并已生效 | 请待收到开启该事项的行为，或另行开启事项。
act.wrong_kind | 行为类型须与所属事项的种类相符 | 请使用该类事项的行为，或指明原本所指的事项。
act.not_a_side | 只有事项的双方可以在其中表态，其他当事方只作观察 | 请自行开启事项。
proposal.expires | 提议的有效期须晚于签署之时，且不超过协约规定的天数 | 请在该期限内另定有效期，重新提议。
proposal.unknown | 所赞同或谢绝的，须为同一事项中的有效提议 | 请写明提议的行为编号及其所属事项。
proposal.own | 提议应由其他当事方赞同 | 无需处理：提出提议即表示同意。
proposal.answered | 每一当事方对同一提议只答复一次 | 若答复有变，请就同一文本重新提议。
proposal.withdrawn | 赞同者已知悉该提议撤回，不能再予赞同 | 请就该文本重新提议。
proposal.expired | 赞同须在提议到期之前获得提议方或见证方的副署 | 请就该文本重新提议。
proposal.complete | 已获全体赞同的提议，提议方不能再撤回 | 请提出相反的提议。
proposal.words_missing | 只有持有文本全部文字的一方才能赞同：已删除的文字无从同意 | 请对方连同全部文字重新提议，然后予以赞同。
case.respondent | 指控须针对协约的另一当事方 | 请指明本方以外的协约当事方。
case.not_claimant | 只有提出指控的一方可以重述或撤回指控 | 请表明立场，或注明您所争议之处。
case.not_respondent | 只有被指控的一方可以确认收悉指控并表明立场 | 请重述指控，或注明您所争议之处。
case.acknowledged | 指控只确认收悉一次 | 无需处理：已经确认收悉。
case.point_unknown | 立场所答复的各点须为指控或其重述所载 | 请按原有编号逐点答复。
case.restates_nothing | 重述须有所更正或补充 | 请写明更正或新增的内容。
case.withdrawn | 指控撤回之后，除非案件重开，不得重述或再次撤回 | 请重开案件，或另行提出指控并将两案关联。
case.not_closed | 重开的案件须已由所指明的行为结束或撤回 | 请指明本案中结束或撤回案件的那一行为。
case.self_link | 案件只能与另一案件关联 | 请指明另一案件。
request.incomplete | 请求须具备协约对该类别所要求的内容；不完备者仍可归档，但可能被退回 | 请在归档前补足所缺内容。
request.addressee | 请求须向协约的另一当事方提出 | 请指明本方以外的协约当事方。
request.not_requester | 只有请求方可以补正、撤回或取代请求，记录对方未予答复，评价答复并报告其使用情况 | 请答复该请求，或将其退回。
request.not_addressee | 只有被请求方可以确认收悉、退回请求、通报进展、延长期限、作出答复并自评其答复 | 请补正或撤回该请求，或就其加以说明。
request.acknowledged | 请求只确认收悉一次 | 无需处理：已经确认收悉。
request.answered | 作出最终答复之后，请求不再退回、通报进展、延期、答复、补正、撤回或取代 | 请另提请求，或就本请求加以说明。
request.returned | 已退回的请求须待补正之后才能再次退回 | 请等待补正，或直接答复。
request.not_returned | 只有被退回的请求才需补正 | 并无缺漏；请等待答复。
request.withdrawn | 请求方已撤回或取代的请求，不再补正或再次终止，也不就其记录未予答复 | 请另提请求。
request.self_supersede | 请求须由另一请求取代 | 请指明取而代之的请求。
request.extended | 答复期限可自行延长一次 | 请向请求方提议延期。
request.extension_long | 自行延长的期限不得超过协约所允许者，并采用同一单位 | 请在协约允许的限度内延长，或向请求方提议延期。
request.reply_unknown | 所评价或报告使用情况的，须为对该请求的答复 | 请写明答复的行为编号。
request.use_unasked | 只有答复以此为条件时，才须报告其使用情况 | 无需处理：并无报告义务；如愿对方知悉，可另作说明。
request.silence_answered | 只有所持日志中没有答复时，才能记录未予答复 | 无需处理：对方已经答复。
request.silence_early | 须待期限届满，且所持日志在期满时或之后仍无答复，才能记录未予答复 | 请待期限届满、日志再次获得副署之后再记录。
request.silence_contradicted | 请求方另有较早的副署，所涉日志更长，与所指明者相矛盾 | 请指明实际副署的检查点。
request.silence_unproven | 归档时，节点须知悉所指明的副署 | 请指明本方已副署的检查点。
hotline.addressee | 热线事项须向协约的另一当事方提出 | 请指明本方以外的协约当事方。
hotline.rung | 所指层级须为协约所定；确认收悉不得低于事项所提的层级 | 请指明协约所定、不低于该事项所提层级的层级。
hotline.not_addressee | 只有热线事项的接收方可以确认收悉并作出回应 | 请等待确认收悉，或发出通知，或提议解除。
hotline.acknowledged | 热线事项只确认收悉一次 | 无需处理：已经确认收悉；请作出回应。
contact.addressee | 联络检查须发往协约的另一当事方 | 请指明本方以外的协约当事方。
contact.not_addressee | 只有受检查的一方可以应答 | 请等待应答，或由本方发出检查。
contact.nonce | 应答须重复检查所带的随机数 | 请以原样的随机数应答。
contact.answered | 联络检查只应答一次 | 无需处理：已经应答。
`;

export const chinese: ReadonlyMap<string, Words> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [code, title, remedy] = line.split(' | ');
      return [code!, { title: title!, remedy: remedy! }] as const;
    }),
);
