import t from 'tap'
import type { Evidence } from '../../src/model/mismatch.ts'
import { explain } from '../../src/planning/explain.ts'
import type { Claim } from '../../src/planning/resolve-claims.ts'
import { anAccount, aUser } from './people.ts'

const user = aUser()
const account = anAccount({ logonName: 'CONTOSO\\amiller' })
const same = anAccount()
const sales = anAccount({ logonName: 'SALES\\asmith' })
const holder = anAccount({ displayName: 'Zoe Young' })
const off = { ...account, isEnabled: false }
const bob = aUser({ fullName: 'Bob Jones', domainName: 'CONTOSO\\bob' })
const evidence: Evidence[] = [
  { fact: 'logon-name', agrees: false },
  { fact: 'employee-id', agrees: true },
  { fact: 'mail', agrees: true },
  { fact: 'created', agrees: true }
]
const proven = { confidence: 'proven', account, evidence: [] } as const
const strong = { confidence: 'strong', account, evidence } as const
const weak = { confidence: 'weak', evidence: [] } as const

/** Every sentence that a service desk can get to see. */
const sentences: [string, Claim, string][] = [
  [
    'in sync',
    { ...proven, kind: 'inSync', account: same },
    'The record of Anna Smith leads to the right account, CONTOSO\\asmith. Nothing needs to be done.'
  ],
  [
    'renamed, linked to a placeholder',
    { ...weak, kind: 'renamed', account, doubt: 'linkedToPlaceholder' },
    "The account of Anna Smith is now called CONTOSO\\amiller, but Dynamics still looks for CONTOSO\\asmith, so this person cannot log on. The link baseline names a placeholder, which is nobody's account: ask whether CONTOSO\\amiller is this person's account, then plan it by `targets`."
  ],
  [
    'orphaned, the account is deleted',
    { ...weak, kind: 'orphaned', deletedAt: '2026-03-01T08:00:00.000Z' },
    'No account answers to CONTOSO\\asmith, the logon name of Anna Smith, so this person cannot log on. Its account was deleted on 2026-03-01: if that was a mistake, restore it; else find out which account is right, then plan it by `targets`, or disable the record if this person has left.'
  ],
  [
    'orphaned, the account lies where nobody looks',
    {
      ...weak,
      kind: 'orphaned',
      doubt: 'outOfScope',
      evidence: [{ fact: 'out-of-scope', directory: 'CN=Anna Smith,OU=Left', agrees: true }]
    },
    'The account that the record of Anna Smith is linked to exists, but where this service does not look (CN=Anna Smith,OU=Left). Widen DIRECTORY_BASE_DN or DIRECTORY_USER_FILTER until this service sees that account, then detect again.'
  ],
  [
    'in sync, silent',
    { ...weak, kind: 'inSync', account: same },
    'The account CONTOSO\\asmith exists, but too little shows that it belongs to Anna Smith. Nothing needs to be done unless this person cannot log on.'
  ],
  [
    "in sync, another person's",
    { ...proven, kind: 'inSync', account: same, doubt: 'otherPerson' },
    "The record of Anna Smith leads to the account that it is linked to, CONTOSO\\asmith, but this seems to be another person's by now. Ask whose account it is; if the person of the record has left, disable the record."
  ],
  [
    'renamed',
    { ...proven, kind: 'renamed' },
    'The account of Anna Smith is now called CONTOSO\\amiller, but Dynamics still looks for CONTOSO\\asmith, so this person cannot log on. A remap to CONTOSO\\amiller puts this right.'
  ],
  [
    'renamed, by attributes',
    { ...strong, kind: 'renamed' },
    'The account of Anna Smith, recognised by employee number and mail address, is now called CONTOSO\\amiller, but Dynamics still looks for CONTOSO\\asmith, so this person cannot log on. A remap to CONTOSO\\amiller puts this right.'
  ],
  [
    'renamed and switched off',
    { ...proven, kind: 'renamed', account: off },
    'The account of Anna Smith is now called CONTOSO\\amiller, but Dynamics still looks for CONTOSO\\asmith, so this person cannot log on. A remap to CONTOSO\\amiller puts this right, but the account is disabled as well.'
  ],
  [
    'renamed, with a caution',
    { ...proven, kind: 'renamed', doubt: 'attributesDiffer' },
    'The account of Anna Smith is now called CONTOSO\\amiller, but Dynamics still looks for CONTOSO\\asmith, so this person cannot log on. A remap to CONTOSO\\amiller puts this right; first check that it is still the same person, because mail address or name differ.'
  ],
  [
    "renamed, another person's",
    { ...weak, account, kind: 'renamed', doubt: 'otherPerson' },
    "The account that the record of Anna Smith is linked to is now called CONTOSO\\amiller and seems to be another person's, and nobody can log on as CONTOSO\\asmith. Ask whose account it is, then plan the right one by `targets`; if the person of the record has left, disable the record."
  ],
  [
    'renamed, made later',
    { ...weak, account, kind: 'renamed', doubt: 'madeLater' },
    "No account answers to CONTOSO\\asmith, the logon name of Anna Smith, so this person cannot log on; CONTOSO\\amiller looks right, but was made later than the record. Ask whether CONTOSO\\amiller is this person's account, then plan it by `targets`."
  ],
  [
    'renamed to a name that another has',
    { ...weak, account, kind: 'renamed', doubt: 'sharedName' },
    'The account of Anna Smith is now called CONTOSO\\amiller, but so is another one, and nobody can log on as CONTOSO\\asmith. Find out why another account is called CONTOSO\\amiller as well before anything is changed.'
  ],
  [
    'moved',
    { ...proven, kind: 'moved', account: sales },
    'The account of Anna Smith moved to another domain and is now SALES\\asmith, but Dynamics still looks for CONTOSO\\asmith, so this person cannot log on. A remap to SALES\\asmith puts this right.'
  ],
  [
    'reused',
    { ...proven, kind: 'nameReused', nameHolder: holder },
    'Urgent: CONTOSO\\asmith, the logon name in the record of Anna Smith, belongs to somebody else now (Zoe Young), and this person, whose account is called CONTOSO\\amiller, cannot log on. A remap to CONTOSO\\amiller puts this right.'
  ],
  [
    "reused, and the account of the link is another person's",
    { ...weak, account, kind: 'nameReused', nameHolder: holder, doubt: 'otherPerson' },
    "CONTOSO\\asmith, the logon name in the record of Anna Smith, belongs to somebody else now (Zoe Young), and CONTOSO\\amiller, which the record is linked to, seems to be another person's too, so this person cannot log on. Ask whose account it is, then plan the right one by `targets`; if the person of the record has left, disable the record."
  ],
  [
    'perhaps reused',
    { ...weak, kind: 'nameReused', nameHolder: same },
    'CONTOSO\\asmith, the logon name in the record of Anna Smith, seems to belong to somebody else now, so this person probably cannot log on. Find out which account is right, then plan it by `targets`, or disable the record if this person has left.'
  ],
  [
    'recreated',
    { ...proven, kind: 'recreated', account: same },
    'The account CONTOSO\\asmith of Anna Smith was deleted and made again, so Dynamics no longer recognises it and this person cannot log on. A remap to CONTOSO\\asmith puts this right.'
  ],
  [
    'perhaps recreated',
    { ...weak, kind: 'recreated', account: same },
    "The account CONTOSO\\asmith of Anna Smith was probably deleted and made again, so this person cannot log on. Ask whether CONTOSO\\asmith is this person's account, then plan it by `targets`."
  ],
  [
    'recreated for another person',
    { ...weak, kind: 'recreated', account: same, doubt: 'otherPerson' },
    "The account CONTOSO\\asmith was made again and seems to be another person's by now, so Anna Smith cannot log on. Ask whose account it is, then plan the right one by `targets`; if the person of the record has left, disable the record."
  ],
  [
    'orphaned',
    { ...weak, kind: 'orphaned' },
    'No account answers to CONTOSO\\asmith, the logon name of Anna Smith, so this person cannot log on. Find out which account is right, then plan it by `targets`, or disable the record if this person has left.'
  ],
  [
    'orphaned, one candidate',
    { ...weak, kind: 'orphaned', candidates: [account] },
    "No account answers to CONTOSO\\asmith, the logon name of Anna Smith, so this person cannot log on. Ask whether CONTOSO\\amiller is this person's account, then plan it by `targets`."
  ],
  [
    'ambiguous',
    { ...weak, kind: 'ambiguous', candidates: [account, sales] },
    'No one account answers to CONTOSO\\asmith, the logon name of Anna Smith, so this person cannot log on, and several could be the right one. Ask which account is right (possible: CONTOSO\\amiller, SALES\\asmith), then plan it by `targets`.'
  ],
  [
    'conflict',
    { ...proven, kind: 'conflict', rivals: [bob] },
    'The records of Anna Smith (CONTOSO\\asmith) and Bob Jones (CONTOSO\\bob) seem to belong to one account, CONTOSO\\amiller, so only one of them can be right. Decide which record is right, then plan that one by `targets`.'
  ]
]

for (const [name, claim, expected] of sentences) {
  t.test(name, async t => {
    t.equal(explain(user, claim), expected)
    t.ok(expected.match(/[.](?= |$)/g)?.length === 2, 'two sentences')
  })
}

const parked = aUser({ domainName: 'CONTOSO\\park' })
const parkedSentences: [string, Claim, string][] = [
  [
    'parked',
    { ...proven, kind: 'renamed' },
    'The record of Anna Smith is parked on the placeholder CONTOSO\\park, so this person cannot log on. A remap to CONTOSO\\amiller puts this right.'
  ],
  [
    'parked, no account known',
    { ...weak, kind: 'orphaned' },
    'The record of Anna Smith is parked on the placeholder CONTOSO\\park, so this person cannot log on. Find out which account is right, then plan it by `targets`, or disable the record if this person has left.'
  ],
  [
    'parked, and another record has the account',
    { ...proven, kind: 'conflict', rivals: [bob] },
    'The records of Anna Smith (CONTOSO\\park) and Bob Jones (CONTOSO\\bob) seem to belong to one account, CONTOSO\\amiller, so only one of them can be right. Decide which record is right, then plan that one by `targets`.'
  ]
]

for (const [name, claim, expected] of parkedSentences) {
  t.test(name, async t => {
    t.equal(explain(parked, claim, true), expected)
  })
}

t.test('a name that no account can have gets its reason', async t => {
  const domainName = 'CONTOSO\\anna+smith'
  t.equal(
    explain(aUser({ domainName }), { ...weak, kind: 'orphaned' }),
    'No account answers to CONTOSO\\anna+smith, the logon name of Anna Smith, so this person cannot log on. Active Directory allows no + in a logon name; find out which account is right, then plan it by `targets`, or disable the record if this person has left.'
  )
})

t.test('the protected get the reason and nothing else', async t => {
  t.equal(
    explain(user, { ...proven, kind: 'renamed' }, false, 'It is a support user.'),
    'This user is never changed. It is a support user.'
  )
})

t.test('what gave an account away is told as people do', async t => {
  const name: Evidence = { fact: 'display-name', agrees: true }
  const told = (...facts: Evidence[]) =>
    /recognised by (.*),? is now/.exec(
      explain(user, { ...strong, kind: 'renamed', evidence: facts })
    )
  t.equal(told(...evidence, name)?.[1], 'employee number, mail address and name,')
  t.equal(told({ fact: 'user-principal-name', agrees: true }, name)?.[1], 'mail address and name,')
})

t.test('who has no name is called by the id', async t => {
  const nameless = aUser({ fullName: '' })
  t.match(explain(nameless, { ...proven, kind: 'renamed' }), /user-anna/)
  t.match(explain(user, { ...proven, kind: 'conflict', rivals: [nameless] }), /and user-anna \(/)
})
