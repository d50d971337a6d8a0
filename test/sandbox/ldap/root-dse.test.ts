import t from 'tap'
import { rootDse } from '../../../src/sandbox/ldap/root-dse.ts'
import { forest } from './forest.ts'

t.test('what is asked for, in schema case', async t => {
  const tree = forest()
  const asked = rootDse(tree, ['HIGHESTCOMMITTEDUSN', 'nothing'])
  t.same(asked, [['highestCommittedUSN', [Buffer.from(String(tree.highestUsn()))]]])
  t.equal(rootDse(tree, ['*']).length, rootDse(tree, []).length)
})
