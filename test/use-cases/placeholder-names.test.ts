import t from 'tap'
import { placeholderNames } from '../../src/use-cases/placeholder-names.ts'
import { accountOf, openContext } from '../fakes/context.ts'

const { signal } = new AbortController()

t.test(
  'the list as it is written, then the unit by name, whatever the order of its answer',
  async t => {
    const placeholders = ['CONTOSO\\z', 'CONTOSO\\a', 'contoso\\A']
    const { context } = await openContext(t, {
      policy: { placeholders, placeholderUnit: 'OU=Parks' }
    })
    const inUnit = ['CONTOSO\\p2', 'CONTOSO\\p1', 'CONTOSO\\z'].map(accountOf)
    for (const answer of [inUnit, inUnit.toReversed()]) {
      const directory = { ...context.directory, accountsInUnit: async () => answer }
      t.same(await placeholderNames({ ...context, directory }, signal), [
        'CONTOSO\\z',
        'contoso\\A',
        'CONTOSO\\p1',
        'CONTOSO\\p2'
      ])
    }
  }
)

t.test('without a unit nobody is asked', async t => {
  const { context } = await openContext(t)
  const directory = {
    ...context.directory,
    accountsInUnit: () => Promise.reject(new Error('asked'))
  }
  t.same(await placeholderNames({ ...context, directory }, signal), context.policy.placeholders)
})
