// Names of offices, as accords mostly call them: apart from the other codes, since whoever reads any page reads these.

import { labelOf, labels, type Label } from '#vocabulary/label';

const officeNames = labels(`
cert | CERT | 计算机应急机构
chancery | chancery | 文书处
co-chair | co-chair | 共同主席
director | director | 主任
duty-officer | duty officer | 值班官员
executive | executive | 高级主管
head | head of delegation | 代表团团长
head-of-operations | head of operations | 运行负责人
law-enforcement | law-enforcement contact | 执法联络人
legal | legal adviser | 法律顾问
liaison | liaison officer | 联络官
management | management | 管理层
policy | policy desk | 政策部门
press | press | 新闻发布
registrar | registrar | 登记员
security | security officer | 安全主管
technical | technical desk | 技术部门
`);

/** One that its accord alone knows is called as it is there. */
export function officeName(office: string): Label {
  return labelOf(officeNames, office);
}

/** Whether this version has a name for it. */
export function isOffice(office: string): boolean {
  return officeNames.has(office);
}
