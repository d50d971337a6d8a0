import t from 'tap'
import { isMoved } from '../../src/planning/is-moved.ts'
import { anAccount, domains } from './people.ts'

const cases: [string, string, boolean][] = [
  ['CONTOSO\\asmith', 'CONTOSO\\amiller', false],
  ['contoso.test\\asmith', 'CONTOSO\\amiller', false],
  ['asmith@contoso.test', 'CONTOSO\\amiller', false],
  ['CONTOSO\\asmith', 'SALES\\asmith', true],
  ['OTHER\\asmith', 'CONTOSO\\asmith', true],
  ['asmith@brand.example', 'SALES\\asmith', false],
  ['', 'SALES\\asmith', false]
]

for (const [formerName, logonName, expected] of cases) {
  t.test(`${formerName} to ${logonName}: ${expected ? 'moved' : 'not known to be'}`, async t => {
    t.equal(isMoved({ formerName, domains }, anAccount({ logonName })), expected)
  })
}
