import type { Account } from '../model/account.ts'
import type { Evidence } from '../model/mismatch.ts'
import type { User } from '../model/user.ts'
import { mailAddresses } from './account-index.ts'
import { isSame } from './logon-name.ts'

/** How far attributes say that a user and an account are the same person. */
export interface Resemblance {
  readonly evidence: readonly Evidence[]
  /** Two independent attributes agree and none contradicts. */
  readonly isStrong: boolean
  /** At least one agrees, and more agree than contradict; never with unequal employee ids. */
  readonly agrees: boolean
  /** At least one contradicts, and no more agree; always with unequal employee ids. */
  readonly contradicts: boolean
  /** Something contradicts and nothing agrees. */
  readonly isUnlike: boolean
  /** Unequal employee ids, or two independent attributes contradict and none agrees. */
  readonly isStranger: boolean
  readonly hasEmployeeId: boolean
  /** No word of the name in common. */
  readonly isCalledElse: boolean
  readonly hasContradiction: boolean
  /** To tell candidates apart: what agrees; an employee id, which nobody inherits, counts twice. */
  readonly score: number
}

type Weight = 'agrees' | 'contradicts' | 'neutral'

interface Comparison {
  readonly evidence: Evidence
  readonly weight: Weight
}

/**
 * Three independent witnesses. A mail address, an old one and a UPN are one: they are given, kept and
 * inherited together.
 *
 * | witness      | agrees                           | contradicts            | neutral             |
 * |--------------|----------------------------------|------------------------|---------------------|
 * | employee id  | equal                            | both known, unequal    | one unknown         |
 * | address      | one of ours is mail or proxy     | both have mail, no     | one unknown         |
 * |              | address, or else the UPN         | match                  |                     |
 * | display name | same words in any order          | no word in common      | one unknown, or one |
 * |              |                                  |                        | in common: marriage |
 *
 * Where mail is another and only the UPN is ours, the address says both. `upn`: the record's name,
 * where it is one more address of the person; not where it led to this account, since then it is the
 * name already.
 */
export function comparePeople(user: User, account: Account, upn?: string): Resemblance {
  const employeeId = compareEmployeeIds(user, account)
  const mail = compareMail(user, account, upn)
  const upns = mail?.weight === 'agrees' ? undefined : compareUpn(user, account, upn)
  const name = compareNames(user, account)
  const comparisons = [employeeId, mail, upns, name].filter(each => each !== undefined)
  return weighAll(comparisons, employeeId?.weight, name?.weight)
}

function weighAll(
  comparisons: readonly Comparison[],
  ids: Weight | undefined,
  names: Weight | undefined
): Resemblance {
  const agreeing = count(comparisons, 'agrees')
  const contradicting = count(comparisons, 'contradicts')
  const idsDiffer = ids === 'contradicts'
  const agrees = agreeing > contradicting && !idsDiffer
  const isUnlike = contradicting > 0 && agreeing === 0
  return {
    evidence: comparisons.map(each => each.evidence),
    isStrong: agreeing >= 2 && contradicting === 0,
    agrees,
    contradicts: contradicting > 0 && !agrees,
    isUnlike,
    isStranger: idsDiffer || (isUnlike && contradicting >= 2),
    hasEmployeeId: ids === 'agrees',
    isCalledElse: names === 'contradicts',
    hasContradiction: contradicting > 0,
    score: agrees ? agreeing + (ids === 'agrees' ? 1 : 0) : 0
  }
}

function count(comparisons: readonly Comparison[], weight: Weight): number {
  return comparisons.reduce((sum, each) => (each.weight === weight ? sum + 1 : sum), 0)
}

function compareEmployeeIds(user: User, account: Account): Comparison | undefined {
  const ours = known(user.employeeId)
  const theirs = known(account.employeeId)
  if (!ours || !theirs) return undefined
  return weigh('employee-id', [ours, theirs], isSame(ours, theirs), 'contradicts')
}

function compareMail(user: User, account: Account, upn?: string): Comparison | undefined {
  const theirs = mailAddresses(account)
  const shared = sharedAddress(user, upn, theirs)
  if (shared) return weigh('mail', shared, true, 'neutral')
  const ours = known(user.email)
  if (!ours || !theirs.some(known)) return undefined
  return weigh('mail', [ours, [...new Set(theirs)].join(' ')], false, 'contradicts')
}

function compareUpn(user: User, account: Account, upn?: string): Comparison | undefined {
  const shared = sharedAddress(user, upn, [account.userPrincipalName ?? ''])
  return shared && weigh('user-principal-name', shared, true, 'neutral')
}

/** One of ours that is one of theirs, as both sides spell it. */
function sharedAddress(
  { email }: User,
  upn: string | undefined,
  theirs: readonly string[]
): Sides | undefined {
  for (const own of [email, upn].flatMap(each => known(each) ?? [])) {
    const match = theirs.find(each => isSame(each, own))
    if (match !== undefined) return [own, match]
  }
  return undefined
}

/** A blank attribute is none. */
function known(attribute: string | undefined): string | undefined {
  return attribute?.trim() || undefined
}

function compareNames(user: User, account: Account): Comparison | undefined {
  const own = user.fullName || `${user.firstName ?? ''} ${user.lastName ?? ''}`
  const shown = account.displayName ?? `${account.givenName ?? ''} ${account.surname ?? ''}`
  const ours = words(own)
  const theirs = words(shown)
  if (ours.length === 0 || theirs.length === 0) return undefined
  const agrees = isWithin(ours, theirs) && isWithin(theirs, ours)
  const hasCommon = ours.some(word => theirs.includes(word))
  return weigh('display-name', [own, shown], agrees, hasCommon ? 'neutral' : 'contradicts')
}

function isWithin(some: readonly string[], all: readonly string[]): boolean {
  return some.every(word => all.includes(word))
}

type Sides = readonly [dynamics: string, directory: string]

function weigh(
  fact: Evidence['fact'],
  [dynamics, directory]: Sides,
  agrees: boolean,
  otherwise: Weight
): Comparison {
  return {
    evidence: { fact, dynamics, directory, agrees },
    weight: agrees ? 'agrees' : otherwise
  }
}

/**
 * Words of a name without order and Latin accents: "Müller, Anna" is "Anna Muller". The vowel signs
 * of other scripts stay: without them different names would be the same.
 */
function words(name: string): readonly string[] {
  const plain = isPlain.test(name) ? name : name.normalize('NFD').replaceAll(/[\u0300-\u036f]/g, '')
  return plain.toLowerCase().match(/[\p{L}\p{N}\p{M}']+/gu) ?? []
}

const isPlain = /^[ -~]*$/
