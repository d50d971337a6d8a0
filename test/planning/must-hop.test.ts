import t from 'tap'
import { mustHop } from '../../src/planning/must-hop.ts'

const cases: [string, string | undefined, string, string, string, boolean][] = [
  ['same account, new name', 'g', 'g', 'D\\a', 'D\\b', true],
  ['same account, same name', 'g', 'g', 'D\\a', 'D\\a', true],
  ['new account, same name', 'g', 'h', 'D\\a', 'D\\a', true],
  ['new account, the name in another case', 'g', 'h', 'D\\a', 'd\\A', true],
  ['unknown account, new name', undefined, 'h', 'D\\a', 'D\\b', true],
  ['unknown account, same name', undefined, 'h', 'D\\a', 'D\\a', true],
  ['new account, new name', 'g', 'h', 'D\\a', 'D\\b', false]
]

for (const [name, oldGuid, newGuid, oldName, newName, expected] of cases) {
  t.test(`${name}: ${expected ? 'hop' : 'direct'}`, async t => {
    t.equal(mustHop({ ...(oldGuid && { oldGuid }), newGuid, oldName, newName }), expected)
  })
}
