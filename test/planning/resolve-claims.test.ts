import t from 'tap'
import type { Correlation } from '../../src/planning/correlate.ts'
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

const [a, b, c] = ['a', 'b', 'c'].map(systemUserId => aUser({ systemUserId })) as [
  ReturnType<typeof aUser>,
  ReturnType<typeof aUser>,
  ReturnType<typeof aUser>
]

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
    const outcome = better === worse ? ['conflict', 'conflict'] : expected
    t.test(`${mine} against ${theirs}: ${outcome.join(', ')}`, async t => {
      const [first, second] = [claim(mine), claim(theirs)]
      const claims = resolveClaims(
        new Map([
          [a, first],
          [b, second]
        ])
      )
      const isConflict = outcome.map(each => each === 'conflict')
      t.equal(claims.get(a)?.kind, isConflict[0] ? 'conflict' : first.kind)
      t.equal(claims.get(b)?.kind, isConflict[1] ? 'conflict' : second.kind)
      t.same(claims.get(a)?.rivals, isConflict[0] ? [b] : undefined)
    })
  }
}

t.test('of three, two equals at the top: all are conflicts', async t => {
  const claims = resolveClaims(
    new Map([
      [a, claim('proven')],
      [b, claim('proven')],
      [c, claim('weak')]
    ])
  )
  t.same(
    [a, b, c].map(user => claims.get(user)?.kind),
    ['conflict', 'conflict', 'conflict']
  )
  t.match(claims.get(c), {
    rivals: [a, b],
    evidence: [
      { fact: 'also-claimed-by', dynamics: 'a', agrees: false },
      { fact: 'also-claimed-by', dynamics: 'b', agrees: false }
    ]
  })
})

t.test('different accounts, or none, are no conflict', async t => {
  const none: Correlation = { kind: 'orphaned', confidence: 'weak', evidence: [] }
  const correlations = new Map([
    [a, claim('weak', 'x')],
    [b, claim('weak', 'y')],
    [c, none]
  ])
  t.same(resolveClaims(correlations), correlations)
})
