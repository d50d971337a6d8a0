import t from 'tap'
import { userExplanation } from '../../../src/http/examples/detect.ts'
import { userText } from '../../../src/http/text/user-text.ts'
import type { UserExplanation } from '../../../src/model/user-explanation.ts'

t.test('one user explained in four parts', async t => {
  t.equal(
    userText(userExplanation),
    `The account of Jane Doe is now called CONTOSO\\jdoe, but Dynamics still looks for
CONTOSO\\jsmith, so this person cannot log on. A remap to CONTOSO\\jdoe puts this
right.

FOUND WHERE
  user:           Jane Doe (enabled)
  found by:       logon-name
  holds:          CONTOSO\\jsmith
  systemuserid:   8c9f1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e51
  account:        CONTOSO\\jdoe (enabled)
  found by:       link-baseline
  name:           CN=Jane Doe,OU=Sales,DC=contoso,DC=test
  objectGUID:     2b7e1516-28ae-4d2a-abf7-158809cf4f61

MATCHED HOW
  kind:           renamed, proven

  FACT           AGREES  SIDE      VALUE
  link-baseline  yes     both      2b7e1516-28ae-4d2a-abf7-158809cf4f61
  logon-name     no      Dynamics  CONTOSO\\jsmith
  mail           yes     both      jdoe@contoso.test

DIFFERS IN
  FIELD      SIDE      VALUE
  logonName  Dynamics  CONTOSO\\jsmith
             AD        CONTOSO\\jdoe

WOULD DO
  action:         parkAndMap
  that is:        Two writes: first the name of a placeholder, then
                  CONTOSO\\jdoe. Dynamics refuses or ignores a direct change.
`
  )
})

const { objectGuid: _guid, expectedDomainName: _name, ...withoutAccount } = userExplanation
const { distinguishedName: _dn, accountEnabled: _on, accountFoundBy: _by, ...rest } = withoutAccount
const orphan: UserExplanation = {
  ...rest,
  isDisabled: true,
  kind: 'orphaned',
  wouldDo: 'askAPerson',
  blockedReason: 'orphaned',
  differences: [],
  evidence: [
    { fact: 'logon-name', dynamics: 'CONTOSO\\jsmith', agrees: false },
    { fact: 'candidate', directory: 'CONTOSO\\jdoe', agrees: true },
    { fact: 'also-claimed-by', agrees: false }
  ]
}

t.test('who has no account', async t => {
  const text = userText(orphan)
  t.match(text, /user: +Jane Doe \(disabled\)\n/)
  t.match(text, /account: +none\n\nMATCHED HOW/)
  t.match(text, /DIFFERS IN\n  unknown, since no account was found\n/)
  t.match(text, /candidate +yes +AD +CONTOSO\\jdoe\n/)
  t.match(text, /also-claimed-by +no +both +-\n/)
  t.match(text, /blocked: +orphaned\n$/)
})

t.test('who is in sync differs in nothing', async t => {
  t.match(userText({ ...userExplanation, differences: [] }), /DIFFERS IN\n  nothing\n/)
  const { confidence: _confidence, ...unsure } = userExplanation
  t.match(userText({ ...unsure, evidence: [] }), /kind: +renamed\n\nDIFFERS/)
  t.match(userText({ ...userExplanation, accountEnabled: false }), /account: .* \(disabled\)\n/)
})

t.test('80 columns are enough, but for what is there to be copied', async t => {
  const long = 'a rather long name of words that goes on and on '.repeat(5)
  const text = userText({
    ...userExplanation,
    fullName: long,
    distinguishedName: `CN=${long}`,
    differences: [{ field: 'lastName', dynamics: long, directory: long.toUpperCase() }],
    evidence: [
      { fact: 'user-principal-name', dynamics: long, directory: long.toUpperCase(), agrees: false }
    ]
  })
  t.ok(text.split('\n').every(line => line.length <= 80))
  t.notMatch(text, / \n/)
})

t.test('a name from outside moves no cursor', async t => {
  const evil = 'a\u001b[2Jb'
  const text = userText({
    ...userExplanation,
    fullName: evil,
    explanation: evil,
    differences: [{ field: 'mail', dynamics: evil, directory: '' }],
    evidence: [{ fact: 'mail', dynamics: evil, agrees: false }]
  })
  t.notOk(text.includes('\u001b'))
})
