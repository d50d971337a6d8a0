import * as fc from 'fast-check'
import t from 'tap'
import type { Link } from '../../src/model/link.ts'
import { linkOfMap } from '../../src/planning/link-of-map.ts'
import { proveLinks, type Offer } from '../../src/planning/prove-links.ts'
import { aLink } from './people.ts'

const link = (systemUserId: string, objectGuid: string) => aLink({ systemUserId, objectGuid })
const from = (source: Offer['source']) => (user: string, account: string) => ({
  ...link(user, account),
  source
})
const scanned = from('scan')
const imported = from('import')
const mapped: Link = { ...link('m', 'gm'), source: 'map' }
const listed: Link = { ...link('i', 'gi'), source: 'import' }
const known = [link('a', 'ga'), link('b', 'gb'), mapped, listed]

type Case = readonly [title: string, offers: Offer[], verdicts: object[], exportedAt?: string]
/** `aLink` was proven in 2024. */
const [earlier, later] = ['2023-12-31T23:59:59.999Z', '2024-01-01T00:00:00.001Z']
const table: readonly Case[] = [
  ['scan, no link yet', [scanned('c', 'gc')], [{ kind: 'learned' }]],
  ['scan, this link', [scanned('a', 'ga')], [{ kind: 'unchanged' }]],
  ['scan, another link', [scanned('a', 'gc')], [{ kind: 'unchanged' }]],
  ["scan, another user's account", [scanned('c', 'ga')], [{ kind: 'taken', by: known[0] }]],
  [
    'scan, an account whose user is found elsewhere: a scan moves nobody',
    [scanned('c', 'ga'), scanned('a', 'gz')],
    [{ kind: 'taken', by: known[0] }, { kind: 'unchanged' }]
  ],
  [
    'scan, one account for two',
    [scanned('c', 'gc'), scanned('d', 'gc')],
    [
      { kind: 'doubled', other: 1, names: 'account' },
      { kind: 'doubled', other: 0, names: 'account' }
    ]
  ],
  ['import, no link yet', [imported('c', 'gc')], [{ kind: 'learned' }]],
  ['import, this link', [imported('a', 'ga')], [{ kind: 'unchanged' }]],
  ['import, another link', [imported('a', 'gc')], [{ kind: 'replaced' }]],
  ["import, another user's account", [imported('c', 'ga')], [{ kind: 'taken', by: known[0] }]],
  ['import, another link than an import brought', [imported('i', 'gc')], [{ kind: 'replaced' }]],
  ['import, the link that a map proved', [imported('m', 'gm')], [{ kind: 'unchanged' }]],
  [
    'import, another link than a map proved: the list is older',
    [imported('m', 'gc')],
    [{ kind: 'disproven', by: mapped }]
  ],
  [
    'import, another link than a map proved since: the list is older',
    [imported('m', 'gc')],
    [{ kind: 'disproven', by: mapped }],
    earlier
  ],
  [
    'import, another link than a map proved before: the list is newer',
    [imported('m', 'gc')],
    [{ kind: 'replaced' }],
    later
  ],
  [
    'import, newer: two who change accounts with each other, one of them by a map',
    [imported('a', 'gm'), imported('m', 'ga')],
    [{ kind: 'replaced' }, { kind: 'replaced' }],
    later
  ],
  [
    'import, newer: an account that a map proved to be a user of whom the list says nothing',
    [imported('c', 'gm')],
    [{ kind: 'taken', by: mapped }],
    later
  ],
  [
    'import, an account that a map proved to be a user whom the import would move',
    [imported('c', 'gm'), imported('m', 'gz')],
    [
      { kind: 'taken', by: mapped },
      { kind: 'disproven', by: mapped }
    ]
  ],
  [
    'import, two who change accounts with each other, one of them by a map',
    [imported('a', 'gm'), imported('m', 'ga')],
    [
      { kind: 'taken', by: mapped },
      { kind: 'disproven', by: mapped }
    ]
  ],
  ['scan, another link than a map proved', [scanned('m', 'gc')], [{ kind: 'unchanged' }]],
  [
    'import, an account that its user leaves in the same import',
    [imported('c', 'ga'), imported('a', 'gz')],
    [{ kind: 'learned' }, { kind: 'replaced' }]
  ],
  [
    'import, two who change accounts with each other',
    [imported('a', 'gb'), imported('b', 'ga')],
    [{ kind: 'replaced' }, { kind: 'replaced' }]
  ],
  [
    'import, the very same row twice',
    [imported('c', 'gc'), imported('c', 'gc')],
    [
      { kind: 'doubled', other: 1, names: 'user' },
      { kind: 'doubled', other: 0, names: 'user' }
    ]
  ],
  [
    'import, one user twice, and an account of theirs once more',
    [imported('c', 'g1'), imported('d', 'g1'), imported('d', 'g2')],
    [
      { kind: 'doubled', other: 1, names: 'account' },
      { kind: 'doubled', other: 0, names: 'account' },
      { kind: 'doubled', other: 1, names: 'user' }
    ]
  ]
]
for (const [title, offers, verdicts, exportedAt] of table) {
  t.test(title, async t => t.same(proveLinks(offers, known, exportedAt), verdicts))
}

t.test('of scans, maps and imports: none shares an account, and only maps end a map', async () => {
  const pair = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2', '3', '4'))
  const deed = fc.record({
    by: fc.constantFrom('scan' as const, 'import' as const, 'map' as const),
    pairs: fc.array(pair, { minLength: 1, maxLength: 4 })
  })
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 12 }), deeds => {
      const baseline = new Map<string, Link>()
      let isKept = true
      for (const { by, pairs } of deeds) {
        const mappedBefore = [...baseline.values()].filter(({ source }) => source === 'map')
        if (by === 'map') pairs.forEach(([user, account]) => map(baseline, user, account))
        else
          offer(
            baseline,
            pairs.map(pair => from(by)(...pair))
          )
        isKept &&= by === 'map' || mappedBefore.every(each => isIn(baseline, each))
      }
      const accounts = [...baseline.values()].map(each => each.objectGuid)
      return new Set(accounts).size === accounts.length && isKept
    }),
    { numRuns: 2000 }
  )
})

function isIn(baseline: ReadonlyMap<string, Link>, { systemUserId, objectGuid }: Link): boolean {
  return baseline.get(systemUserId)?.objectGuid === objectGuid
}

/** As the use cases record it: a scan what it learned, an import all rows or none. */
function offer(baseline: Map<string, Link>, offers: readonly Offer[]): void {
  const verdicts = proveLinks(offers, [...baseline.values()])
  const isAll = verdicts.every(
    ({ kind }) => kind === 'learned' || kind === 'replaced' || kind === 'unchanged'
  )
  if (offers[0]?.source === 'import' && !isAll) return
  offers.forEach((each, index) => {
    const kind = verdicts[index]?.kind
    if (kind === 'learned' || kind === 'replaced') baseline.set(each.systemUserId, each)
  })
}

function map(baseline: Map<string, Link>, systemUserId: string, toObjectGuid: string): void {
  const step = { ...aStep, systemUserId, toObjectGuid }
  const proven = linkOfMap(step, [...baseline.values()], '2026-01-01T00:00:00.000Z')
  proven?.ousted.forEach(user => baseline.delete(user))
  if (proven) baseline.set(systemUserId, proven.link)
}

const aStep = {
  sequence: 1,
  action: 'map' as const,
  systemUserId: 'a',
  fullName: 'A',
  fromDomainName: 'CONTOSO\\a',
  toDomainName: 'CONTOSO\\b',
  after: []
}
