import t from 'tap'
import { groupAccounts } from '../../src/planning/group-accounts.ts'
import { anAccount } from './people.ts'

const [a, b, c] = [anAccount(), anAccount(), anAccount()]

t.test('a key of one account leads to it, of several to none of them', async t => {
  const groups = groupAccounts()
  groups.add('one', a)
  groups.add('one', a)
  for (const account of [a, a, b, b, c, c]) groups.add('three', account)
  t.equal(groups.only('one'), a)
  t.same(groups.all('one'), [a])
  t.equal(groups.only('three'), undefined)
  t.strictSame(groups.all('three'), [a, b, c])
  t.equal(groups.only('none'), undefined)
  t.same(groups.all('none'), [])
})

t.test('those whose key more than so many have', async t => {
  const groups = groupAccounts()
  groups.add('one', a)
  for (const account of [a, b]) groups.add('two', account)
  for (const account of [a, b, c]) groups.add('three', account)
  t.strictSame(groups.sharedByMore(3), [])
  t.strictSame(groups.sharedByMore(2), [a, b, c])
})

t.test('a blank key is none', async t => {
  const groups = groupAccounts()
  groups.add('', a)
  t.same(groups.all(''), [])
})
