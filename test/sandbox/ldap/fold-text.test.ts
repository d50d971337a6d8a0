import t from 'tap'
import { foldText } from '../../../src/sandbox/ldap/fold-text.ts'

t.test('case, width and diacritics do not count', async t => {
  t.equal(foldText('JOSÉ'), 'jose')
  t.equal(foldText('Ｊane'), 'jane')
  t.equal(foldText('O’Neil'), 'o’neil')
  t.not(foldText('søren'), 'soren')
})
