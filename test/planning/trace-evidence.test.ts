import t from 'tap'
import type { Trace } from '../../src/model/account.ts'
import type { Link } from '../../src/model/link.ts'
import type { Correlation } from '../../src/planning/correlation.ts'
import { guidsToTrace, withTraces } from '../../src/planning/trace-evidence.ts'
import { aLink, anAccount } from './people.ts'

const lastAt = '2026-03-01T08:00:00.000Z'
const account = anAccount({ logonName: 'CONTOSO\\amiller' })
const renamed: Correlation = { kind: 'renamed', confidence: 'proven', account, evidence: [] }
const orphaned: Correlation = { kind: 'orphaned', confidence: 'weak', evidence: [] }
const other = { ...renamed, account: anAccount({ objectGuid: 'guid-new' }) }
const link = aLink()

function trace(more: Partial<Trace>): Trace {
  return { objectGuid: 'guid-anna', distinguishedName: 'CN=Anna', ...more }
}

function changed(count: number): Trace {
  return trace({ logonNameChanges: { count, lastAt } })
}

const cases: [string, Correlation, Link | undefined, Trace[], object][] = [
  ['nothing is known', renamed, link, [], renamed],
  [
    'renamed once',
    renamed,
    link,
    [changed(1)],
    {
      evidence: [{ fact: 'logon-name-changed', directory: `once, last at ${lastAt}`, agrees: true }]
    }
  ],
  [
    'renamed often',
    renamed,
    undefined,
    [changed(3)],
    { confidence: 'proven', evidence: [{ directory: `3 times, last at ${lastAt}`, agrees: true }] }
  ],
  [
    'never renamed',
    renamed,
    link,
    [changed(0)],
    { evidence: [{ directory: `never since ${lastAt}`, agrees: false }] }
  ],
  [
    'made again: its name is as old as it is',
    { ...renamed, kind: 'recreated' },
    link,
    [changed(0)],
    { evidence: [] }
  ],
  ['the account of the link is the one that was found', renamed, link, [trace({})], renamed],
  [
    'deleted',
    orphaned,
    link,
    [trace({ deletedAt: lastAt })],
    {
      confidence: 'weak',
      deletedAt: lastAt,
      evidence: [{ fact: 'deleted', dynamics: 'guid-anna', directory: lastAt, agrees: false }]
    }
  ],
  [
    'elsewhere',
    other,
    link,
    [trace({})],
    {
      confidence: 'weak',
      doubt: 'outOfScope',
      evidence: [
        { fact: 'out-of-scope', dynamics: 'guid-anna', directory: 'CN=Anna', agrees: true }
      ]
    }
  ]
]

for (const [name, found, known, traces, expected] of cases) {
  t.test(name, async t => {
    const answer = withTraces(found, known, new Map(traces.map(each => [each.objectGuid, each])))
    t.match(answer, expected)
    if ('evidence' in expected && Array.isArray(expected.evidence)) {
      t.equal(answer.evidence.length, expected.evidence.length)
    }
  })
}

t.test('a closer look is taken at the accounts of those in trouble', async t => {
  const inSync = {
    ...renamed,
    kind: 'inSync',
    account: anAccount({ objectGuid: 'guid-calm' })
  } as const
  t.strictSame(
    guidsToTrace([inSync, { ...other, link }, { ...orphaned, link }, orphaned]),
    new Set(['guid-new', 'guid-anna'])
  )
})
