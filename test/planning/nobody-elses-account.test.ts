import * as fc from 'fast-check'
import t from 'tap'
import { classify, type Finding } from '../../src/planning/classify.ts'
import { companies, leadsTo, worldOf } from './companies.ts'
import type { Town } from './town.ts'

const runs = { numRuns: 2000 }

function everyFinding(check: (finding: Finding, town: Town) => void) {
  const property = fc.property(companies, town => {
    for (const finding of classify(worldOf(town))) check(finding, town)
  })
  fc.assert(property, runs)
}

function isOwn({ user, account }: Finding, { owners }: Town): boolean {
  return owners.get(account?.objectGuid ?? '') === owners.get(user.systemUserId)
}

t.test("nobody is offered somebody else's account for a remap", async () => {
  everyFinding((finding, town) => {
    const isOffered = finding.kind !== 'inSync' && !finding.blocked
    if (isOffered && !isOwn(finding, town)) throw new Error(said(finding))
  })
})

t.test('an account is offered to one record at most', async () => {
  const property = fc.property(companies, town => {
    const offered = classify(worldOf(town)).filter(each => !each.blocked && each.account)
    const guids = offered.map(each => each.account?.objectGuid)
    if (new Set(guids).size < guids.length) throw new Error(offered.map(said).join('\n'))
  })
  fc.assert(property, runs)
})

t.test('nobody who is locked out is overlooked, where the link is known', async () => {
  everyFinding((finding, { links, held, directory }) => {
    const { systemUserId, domainName } = finding.user
    const holds = held.get(systemUserId)
    const isRightLink = links.get(systemUserId)?.objectGuid === holds || holds === 'guid-park'
    const account = directory.get(holds ?? '')
    const isLockedOut = holds === 'guid-park' || !account || !leadsTo(domainName, account)
    const isSeen = finding.kind !== 'inSync'
    if (links.has(systemUserId) && isRightLink && isLockedOut !== isSeen) {
      throw new Error(said(finding))
    }
  })
})

t.test('no wrong link is learned', async () => {
  everyFinding((finding, { held }) => {
    const isRight = held.get(finding.user.systemUserId) === finding.account?.objectGuid
    if (finding.provesLink && !isRight) throw new Error(said(finding))
  })
})

t.test('the order of users and accounts changes nothing', async () => {
  const property = fc.property(companies, fc.infiniteStream(fc.nat()), (town, random) => {
    const { users, directory, links } = town
    const shuffled = {
      users: shuffle(users, random),
      directory: new Map(shuffle([...directory], random)),
      links
    }
    const [expected, found] = [town, shuffled].map(each => byId(classify(worldOf(each))))
    if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error('not the same')
  })
  fc.assert(property, { numRuns: 1000 })
})

function shuffle<Row>(rows: readonly Row[], random: fc.Stream<number>): Row[] {
  return rows
    .map(row => ({ row, at: random.next().value ?? 0 }))
    .toSorted((a, b) => a.at - b.at)
    .map(each => each.row)
}

function byId(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => (a.user.systemUserId < b.user.systemUserId ? -1 : 1))
}

/** What each deed goes with. */
const agreeing: Record<Finding['wouldDo'], (finding: Finding) => boolean> = {
  nothing: ({ kind, protectedReason, blocked, explanation }) =>
    protectedReason === undefined
      ? kind === 'inSync' && blocked === undefined && /Nothing needs|Ask whose/.test(explanation)
      : blocked === 'user-protected' && explanation.endsWith(protectedReason),
  map: isRemap,
  parkAndMap: isRemap,
  askAPerson: ({ kind, blocked, explanation }) =>
    kind !== 'inSync' &&
    blocked !== undefined &&
    /(?:Ask|Find out|Decide|find out) /.test(explanation) &&
    !explanation.includes('remap')
}

function isRemap({ kind, confidence, account, blocked, explanation }: Finding): boolean {
  const isNamed = explanation.includes(`A remap to ${account?.logonName} puts this right`)
  return kind !== 'inSync' && confidence !== 'weak' && blocked === undefined && isNamed
}

t.test('what is found, what would be done and what is said agree', async () => {
  everyFinding(finding => {
    const { wouldDo, user, evidence, explanation } = finding
    if (!agreeing[wouldDo](finding)) throw new Error(said(finding))
    if (/undefined|  /.test(explanation)) throw new Error(explanation)
    if (user.domainName !== '' && evidence.length === 0) throw new Error('no evidence')
  })
})

t.test('the companies know every kind, and every deed of a plan', async t => {
  const findings = fc.sample(companies, 1000).flatMap(town => classify(worldOf(town)))
  const kinds = new Set(findings.map(each => each.kind))
  t.equal(kinds.size, 8, [...kinds].join())
  t.equal(new Set(findings.map(each => each.wouldDo)).size, 4)
  const doubts = new Set(findings.map(each => each.doubt))
  for (const doubt of ['otherPerson', 'attributesDiffer', 'madeLater'] as const)
    t.ok(doubts.has(doubt), doubt)
})

function said({ user, link, kind, confidence, account, evidence }: Finding): string {
  return JSON.stringify({ user, link, kind, confidence, account, evidence }, undefined, 1)
}
