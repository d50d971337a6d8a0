import t from 'tap'
import { judgeTargets } from '../../src/planning/judge-targets.ts'
import { step } from '../store/samples.ts'

const park = step(1, { toDomainName: 'CONTOSO\\Park', toObjectGuid: 'g9' })
const map = step(2, { toDomainName: 'CONTOSO\\jdoe', toObjectGuid: 'g1' })

const cases: [string, Record<string, string>, RegExp | undefined][] = [
  ['as planned', { 'contoso\\park': 'g9', 'contoso\\jdoe': 'g1' }, undefined],
  ['gone', { 'contoso\\park': 'g9' }, /no account CONTOSO\\jdoe any more/],
  ['another', { 'contoso\\park': 'g9', 'contoso\\jdoe': 'g2' }, /jdoe belongs to another account/],
  [
    'another placeholder',
    { 'contoso\\park': 'g8', 'contoso\\jdoe': 'g1' },
    /Park belongs to another/
  ]
]

for (const [what, guids, expected] of cases) {
  t.test(`the account is ${what}`, async t => {
    const fault = judgeTargets([park, map], name => guids[name])
    if (expected) t.match(fault, expected)
    else t.equal(fault, undefined)
  })
}

t.test('a step that says no account is never right', async t => {
  const { toObjectGuid: _none, ...bare } = map
  t.match(
    judgeTargets([bare], () => 'g1'),
    /another account/
  )
})
