import t from 'tap'
import type { Account } from '../../src/model/account.ts'
import { mismatchKinds } from '../../src/model/mismatch.ts'
import type { User } from '../../src/model/user.ts'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { classify } from '../../src/planning/classify.ts'
import { company } from '../../src/sandbox/company.ts'
import { createDirectory } from '../../src/sandbox/ldap/create-directory.ts'
import { firstText, isEnabled, isUser, type Entry } from '../../src/sandbox/ldap/entry.ts'
import { sidText } from '../../src/sandbox/ldap/sid.ts'
import { viewAccount } from '../../src/sandbox/ldap/view-account.ts'
import type { UserRow } from '../../src/sandbox/user-row.ts'

const made = company()
const tree = createDirectory(made)

t.test('is the same each time, and nobody shares a row with the one before', async t => {
  t.same(company(), made)
  t.not(company().users[0], made.users[0])
})

t.test('rows are unique by id, by name and by the GUID they hold', async t => {
  const guids = made.users.flatMap(row => row.activedirectoryguid ?? [])
  t.equal(new Set(guids).size, guids.length)
  t.equal(new Set(made.users.map(row => row.systemuserid)).size, made.users.length)
  const names = made.users.map(row => row.domainname).filter(Boolean)
  t.equal(new Set(names.map(name => name.toLowerCase())).size, names.length)
  t.ok(made.expectations.length >= 55, `${made.expectations.length} people`)
})

t.test('planning says of each record what the table of cases says', async t => {
  const findings = classify({
    users: made.users.map(userOf),
    links: new Map(made.links.map(link => [link.systemUserId, link])),
    accounts: indexAccounts([...tree.entries()].filter(isUser).map(accountOf), made.domains),
    domains: made.domains,
    protection: {
      callerId: made.callerId,
      names: new Set(made.protectedUsers.map(name => name.toLowerCase())),
      memberGuids: new Set(),
      domains: made.domains
    },
    isParked: () => false,
    isPlaceholder: () => false
  })
  const kinds = new Map(findings.map(finding => [finding.user.systemUserId, finding.kind]))
  for (const { systemUserId, fullName, kind, story } of made.expectations) {
    t.equal(kinds.get(systemUserId), kind, `${fullName}: ${story}`)
  }
  const guarded = findings.filter(finding => finding.protectedReason !== undefined)
  t.same(guarded.map(finding => finding.user.fullName).sort(), [
    '# Portal',
    'CRM Setup',
    'INTEGRATION',
    'Margaret Hale',
    'Relink Service',
    'SYSTEM',
    'Support User'
  ])
})

t.test('every kind occurs, with a known and with an unknown link where both can be', async t => {
  const seen = new Set(made.expectations.map(each => `${each.kind} ${each.isLinkKnown}`))
  for (const kind of ['inSync', ...mismatchKinds]) {
    t.ok(seen.has(`${kind} false`), `${kind}, unknown`)
    // Where the link is known, it decides: no second candidate, no lost claim.
    if (!['ambiguous', 'conflict'].includes(kind)) t.ok(seen.has(`${kind} true`), `${kind}, known`)
  }
})

t.test('telling names: 20 characters, an apostrophe, letters beyond ASCII', async t => {
  const names = made.users.map(row => row.domainname.split('\\')[1] ?? '')
  t.ok(names.some(name => name.length === 20))
  t.ok(names.includes("sean.o'neil"))
  t.ok(names.includes('jürgen.groß'))
})

t.test('placeholders exist, are disabled, lie in their unit and are held by no record', async t => {
  const held = new Set(made.users.map(row => row.activedirectoryguid))
  for (const name of made.placeholders) {
    const entry = tree.findByLogonName(made.domains[0], name.split('\\')[1] ?? '')
    t.ok(entry && !isEnabled(entry), name)
    if (entry === undefined) continue
    t.ok(entry.dn.endsWith(made.placeholderUnit))
    t.notOk(held.has(viewAccount(tree, entry).objectGuid))
  }
})

t.test('the link baseline holds what the rows were linked to', async t => {
  for (const link of made.links) {
    const row = made.users.find(({ systemuserid }) => systemuserid === link.systemUserId)
    t.equal(row?.activedirectoryguid, link.objectGuid, link.domainName ?? '')
  }
})

function userOf(row: UserRow): User {
  return {
    systemUserId: row.systemuserid,
    domainName: row.domainname,
    fullName: row.fullname,
    ...(row.internalemailaddress !== null && { email: row.internalemailaddress }),
    ...(row.employeeid !== null && { employeeId: row.employeeid }),
    isDisabled: row.isdisabled,
    accessMode: row.accessmode,
    isIntegrationUser: row.isintegrationuser,
    isSetupUser: row.setupuser,
    ...(row.applicationid !== null && { applicationId: row.applicationid }),
    createdOn: row.createdon,
    etag: `W/"${row.versionnumber}"`
  }
}

function accountOf(entry: Entry): Account {
  const view = viewAccount(tree, entry)
  const mail = firstText(entry, 'mail')
  const employeeId = firstText(entry, 'employeeID')
  const created = firstText(entry, 'whenCreated') ?? ''
  return {
    ...view,
    sidHistory: (entry.attributes.get('sidhistory') ?? []).map(sid => sidText(sid as Buffer)),
    ...(mail !== undefined && { mail }),
    proxyAddresses: (entry.attributes.get('proxyaddresses') ?? []).map(address =>
      address.toString().replace(/^smtp:/iu, '')
    ),
    ...(employeeId !== undefined && { employeeId }),
    displayName: firstText(entry, 'displayName') ?? '',
    isEnabled: isEnabled(entry),
    whenCreated: created.replace(/^(....)(..)(..)(..)(..)(..).*$/u, '$1-$2-$3T$4:$5:$6Z')
  }
}
