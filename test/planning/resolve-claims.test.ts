import t from 'tap'
import type { User } from '../../src/model/user.ts'
import type { Correlation } from '../../src/planning/correlation.ts'
import { resolveClaims } from '../../src/planning/resolve-claims.ts'
import { anAccount, aUser } from './people.ts'

type Rank = 'proven inSync' | 'proven' | 'strong inSync' | 'strong' | 'weak inSync' | 'weak'
const ranks: readonly Rank[] = [
  'proven inSync',
  'proven',
  'strong inSync',
  'strong',
  'weak inSync',
  'weak'
]

const [a, b, c] = ['a', 'b', 'c'].map(systemUserId => aUser({ systemUserId })) as [User, User, User]

function claim(rank: Rank, objectGuid = 'guid'): Correlation {
  return {
    kind: rank.endsWith('inSync') ? 'inSync' : 'renamed',
    confidence: rank.split(' ')[0] as Correlation['confidence'],
    account: anAccount({ objectGuid }),
    evidence: []
  }
}

for (const [better, mine] of ranks.entries()) {
  for (const [worse, theirs] of ranks.entries()) {
    const expected = better < worse ? [mine, 'conflict'] : ['conflict', theirs]
    // Attributes against the name: a person has to choose.
    const areEqual =
      better === worse ||
      (/^strong$|^weak inSync$/.test(mine) && /^strong$|^weak inSync$/.test(theirs))
    const outcome = areEqual ? ['conflict', 'conflict'] : expected
    t.test(`${mine} against ${theirs}: ${outcome.join(', ')}`, async t => {
      const [first, second] = [claim(mine), claim(theirs)]
      const [one, two] = resolve([a, first], [b, second])
      const isConflict = outcome.map(each => each === 'conflict')
      t.equal(one?.kind, isConflict[0] ? 'conflict' : first.kind)
      t.equal(two?.kind, isConflict[1] ? 'conflict' : second.kind)
      t.same(one?.rivals, isConflict[0] ? [b] : undefined)
    })
  }
}

t.test(
  'of three, two equals at the top: all are conflicts, in whatever order they come',
  async t => {
    const claims = resolve([b, claim('proven')], [a, claim('proven')], [c, claim('weak')])
    t.same(
      claims.map(each => each.kind),
      ['conflict', 'conflict', 'conflict']
    )
    t.match(claims[2], {
      rivals: [a, b],
      evidence: [
        { fact: 'also-claimed-by', dynamics: 'a', agrees: false },
        { fact: 'also-claimed-by', dynamics: 'b', agrees: false }
      ]
    })
  }
)

t.test('of three, one at the top: it stands', async t => {
  const claims = resolve([a, claim('weak')], [b, claim('proven')], [c, claim('weak')])
  t.same(
    claims.map(each => each.kind),
    ['conflict', 'renamed', 'conflict']
  )
  t.same(claims[0]?.rivals, [b, c])
})

t.test('a lost claim proves nothing', async t => {
  const [, lost] = resolve(
    [a, claim('proven inSync')],
    [b, { ...claim('weak inSync'), provesLink: true, doubt: 'madeLater' }]
  )
  t.equal(lost?.provesLink, undefined)
  t.equal(lost?.doubt, undefined)
})

t.test('different accounts, or none, are no conflict', async t => {
  const none: Correlation = { kind: 'orphaned', confidence: 'weak', evidence: [] }
  const [x, y] = [claim('weak', 'x'), claim('weak', 'y')]
  t.strictSame(resolve([a, x], [b, y], [c, none]), [x, y, none])
})

function resolve(...claims: (readonly [User, Correlation])[]) {
  return resolveClaims(claims.map(([user, correlation]) => ({ user, correlation })))
}
