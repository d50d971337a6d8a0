import type { UserExplanation } from '../../model/user-explanation.ts'
import { page, printable, table } from './table.ts'
import { wrap } from './wrap.ts'

/** In four parts, each under its heading; made for 80 columns. */
export function userText(user: UserExplanation): string {
  return page(
    wrap(printable(user.explanation), 80).join('\n'),
    part('FOUND WHERE', where(user)),
    part('MATCHED HOW', how(user)),
    part('DIFFERS IN', differences(user)),
    part('WOULD DO', deed(user))
  )
}

function part(heading: string, text: string): string {
  return `${heading}\n${text.replaceAll(/^(?=.)/gm, '  ')}`
}

function where(user: UserExplanation): string {
  return fields([
    ['user', `${user.fullName} (${user.isDisabled ? 'disabled' : 'enabled'})`],
    ['found by', user.foundBy],
    ['holds', user.domainName],
    ['systemuserid', user.systemUserId],
    ['account', accountOf(user)],
    ['found by', user.accountFoundBy],
    ['name', user.distinguishedName],
    ['objectGUID', user.objectGuid]
  ])
}

function accountOf({ expectedDomainName, accountEnabled }: UserExplanation): string {
  if (expectedDomainName === undefined) return 'none'
  return `${expectedDomainName} (${accountEnabled === false ? 'disabled' : 'enabled'})`
}

function how({ kind, confidence, evidence }: UserExplanation): string {
  const verdict = fields([['kind', confidence ? `${kind}, ${confidence}` : kind]])
  if (evidence.length === 0) return verdict
  const rows = evidence.map(each => [each.fact, each.agrees ? 'yes' : 'no', each] as const)
  return `${verdict}\n\n${table(
    ['FACT', 'AGREES', 'SIDE', 'VALUE'],
    rows.flatMap(([fact, agrees, sides]) => stacked([fact, agrees], sides))
  )}`
}

function differences(user: UserExplanation): string {
  if (user.differences.length === 0) {
    return user.objectGuid ? 'nothing' : 'unknown, since no account was found'
  }
  return table(
    ['FIELD', 'SIDE', 'VALUE'],
    user.differences.flatMap(each => stacked([each.field], each))
  )
}

function deed(user: UserExplanation): string {
  return fields([
    ['action', user.wouldDo],
    ['that is', user.wouldDoDetail],
    ['blocked', user.blockedReason]
  ])
}

interface Sides {
  readonly dynamics?: string
  readonly directory?: string
}

/** One row per side, since two long values don't fit beside each other; one row where they are equal. */
function stacked(first: readonly string[], { dynamics, directory }: Sides): string[][] {
  if (dynamics === directory) return [[...first, 'both', dynamics ?? '-']]
  const blank = first.map(() => '')
  return [
    ...rowsOf(first, 'Dynamics', dynamics),
    ...rowsOf(dynamics === undefined ? first : blank, 'AD', directory)
  ]
}

function rowsOf(first: readonly string[], side: string, value: string | undefined): string[][] {
  if (value === undefined) return []
  const blank = [...first.map(() => ''), '']
  return wrap(value, 38).map((line, index) => [...(index === 0 ? [...first, side] : blank), line])
}

type Field = readonly [name: string, value: string | undefined]

/** `name: value` lines; a long value goes on under its beginning. */
function fields(pairs: readonly Field[]): string {
  return pairs
    .filter(([, value]) => value !== undefined)
    .map(([name, value = '']) => {
      const lines = wrap(printable(value), 62)
      return `${`${name}:`.padEnd(16)}${lines.join(`\n${' '.repeat(16)}`)}`
    })
    .join('\n')
}
