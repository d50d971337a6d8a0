import t from 'tap'
import type { Step } from '../../src/model/plan.ts'
import type { UserRecord } from '../../src/model/user.ts'
import { changedFields, judgeRecord } from '../../src/planning/judge-record.ts'
import { recordNameKey } from '../../src/planning/logon-name.ts'
import { planRemap } from '../../src/planning/plan-remap.ts'
import { aUser, domains } from './people.ts'
import { renamed, toWorld } from './worlds.ts'

const park = planRemap(toWorld([renamed(0)], 1)).steps[0] as Step
const record = (domainName: string): UserRecord => ({ ...aUser({ domainName }), person: {} })
const key = (name: string) => recordNameKey(name, domains)

const cases: [string, UserRecord | undefined, object][] = [
  ['still as planned', record('CONTOSO\\n0'), { kind: 'write' }],
  ['as planned in another spelling', record('N0@contoso.test'), { kind: 'write' }],
  ['written already', record('contoso\\RELINK-0'), { kind: 'done' }],
  [
    'changed by somebody',
    record('CONTOSO\\x'),
    {
      kind: 'failed',
      code: 'changed-since-planned',
      detail: /holds CONTOSO\\x, neither CONTOSO\\n0 nor CONTOSO\\relink-0: somebody changed it/
    }
  ],
  ['gone', undefined, { kind: 'failed', code: 'user-not-found', detail: /no such record/ }]
]

for (const [name, found, expected] of cases) {
  t.test(`a record ${name}`, async t => {
    t.match(judgeRecord(park, found, key), expected)
  })
}

t.test('fields that were changed, added or removed', async t => {
  t.same(
    changedFields({ title: 'a', phone: '1', city: 'x' }, { title: 'b', phone: '1', fax: '2' }),
    ['city', 'fax', 'title']
  )
  t.same(changedFields({}, {}), [])
})
