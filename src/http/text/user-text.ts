import type { UserExplanation } from '../../model/user-explanation.ts'
import { fields, page, table } from './table.ts'

export function userText(user: UserExplanation): string {
  return page(
    user.explanation,
    fields([
      ['user', user.fullName],
      ['systemuserid', user.systemUserId],
      ['disabled', user.isDisabled],
      ['protected', user.protectedReason ?? user.isProtected],
      ['holds', user.domainName],
      ['should hold', user.expectedDomainName],
      ['kind', user.kind],
      ['confidence', user.confidence],
      ['would do', user.wouldDo],
      ['account', user.distinguishedName],
      ['objectGUID', user.objectGuid],
      ['account enabled', user.accountEnabled]
    ]),
    evidenceTable(user)
  )
}

function evidenceTable({ evidence }: UserExplanation): string {
  if (evidence.length === 0) return ''
  return table(
    ['FACT', 'DYNAMICS', 'DIRECTORY', 'AGREES'],
    evidence.map(({ fact, dynamics, directory, agrees }) => [
      fact,
      dynamics ?? '-',
      directory ?? '-',
      agrees ? 'yes' : 'no'
    ])
  )
}
