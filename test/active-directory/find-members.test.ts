import t from 'tap'
import { findMembers } from '../../src/active-directory/find-members.ts'
import { contoso, emea, eu } from './forests.ts'
import { extended, foreign, group, openDomain, sidOf, user } from './scripted-domain.ts'

const never = new AbortController().signal
const groupDn = `CN=Admins,${contoso}`
const everybody = `CN=S-1-5-11,CN=ForeignSecurityPrincipals,${contoso}`
const stranger = 'CN=odd,DC=fabrikam,DC=test'
const guid = (number: number) => Buffer.alloc(16, number).toString('hex').slice(0, 8)

t.test('who is in the groups, and which members are not here', async t => {
  const session = await openDomain(t, contoso, [
    group(groupDn, [
      `CN=Inner,${contoso}`,
      `CN=ann,${contoso}`,
      `CN=pc,${contoso}`,
      `CN=card,${contoso}`,
      extended(5, `CN=eve,${eu}`),
      extended(6, foreign(7, 1)),
      everybody,
      stranger
    ]),
    group(`CN=Inner,${contoso}`, [`CN=bob,${contoso}`, `CN=Far,${emea}`]),
    user(`CN=ann,${contoso}`, 1),
    user(`CN=bob,${contoso}`, 2),
    { ...user(`CN=pc,${contoso}`, 3), objectClass: 'computer' },
    { ...user(`CN=card,${contoso}`, 4), objectClass: 'contact' }
  ])
  const { hasGroup, guids, abroad } = await findMembers(session, [groupDn], never)
  t.ok(hasGroup)
  t.strictSame(
    guids.map(each => each.slice(0, 8)),
    [guid(1), guid(2)]
  )
  t.strictSame(abroad, [
    { name: '05050505-0505-0505-0505-050505050505', dn: `CN=eve,${eu}`, domain: eu },
    { name: 'S-1-5-21-1-2-7-1', dn: foreign(7, 1), domain: 'S-1-5-21-1-2-7' },
    { name: stranger, dn: stranger, domain: 'DC=fabrikam,DC=test' },
    { name: `CN=Far,${emea}`, dn: `CN=Far,${emea}`, domain: emea }
  ])
})

t.test('users by name, with all that they bear and bore; not computers', async t => {
  const history = { objectGUID: [Buffer.alloc(16, 2)], sIDHistory: [sidOf(7, 2), sidOf(8, 2)] }
  const session = await openDomain(t, contoso, [
    user(`CN=ann,${contoso}`, 1, sidOf(7, 1)),
    { dn: `CN=bob,${contoso}`, objectClass: 'user', attributes: history },
    { ...user(`CN=pc,${contoso}`, 3, sidOf(7, 3)), objectClass: 'computer' }
  ])
  const names = ['S-1-5-21-1-2-7-1', 'S-1-5-21-1-2-8-2', `CN=pc,${contoso}`]
  const { hasGroup, guids, known } = await findMembers(session, names, never)
  t.notOk(hasGroup)
  t.strictSame(
    guids.map(each => each.slice(0, 8)),
    [guid(1), guid(2)]
  )
  t.strictSame(
    known.filter(name => name.startsWith('S-1')),
    [1, 2, 2, 3].map((number, i) => `S-1-5-21-1-2-${i === 2 ? 8 : 7}-${number}`)
  )
})

t.test('those for whom one is the primary group', async t => {
  const seen: string[] = []
  const session = await openDomain(
    t,
    contoso,
    [
      group(groupDn, [`CN=Inner,${contoso}`, `CN=NoSid,${contoso}`], sidOf(1, 1105)),
      group(`CN=Inner,${contoso}`, [], sidOf(1, 1106)),
      { dn: `CN=NoSid,${contoso}`, objectClass: 'group', attributes: {} },
      group(`CN=Elsewhere,${eu}`, [`CN=Inner,${contoso}`], sidOf(2, 1107))
    ],
    text => seen.push(text)
  )
  await findMembers(session, [groupDn], never)
  t.match(
    seen.findLast(text => text.includes('primaryGroupID')),
    /1\.2\.840\.113556\.1\.4\.1941.*primaryGroupID.*1105.*primaryGroupID.*1106/s
  )
  const nested = group(`CN=Elsewhere,${eu}`, [`CN=eve,${eu}`], sidOf(2, 1107))
  const catalog = await openDomain(
    t,
    contoso,
    [group(groupDn, [nested.dn], sidOf(1, 1105)), nested, user(`CN=eve,${eu}`, 1)],
    text => seen.push(text)
  )
  const { guids } = await findMembers(catalog, [groupDn], never)
  t.strictSame(guids, [], 'nor is anybody of it found here')
  t.match(
    seen.findLast(text => text.includes('primaryGroupID')),
    /primaryGroupID.*1105/s
  )
  t.notMatch(
    seen.findLast(text => text.includes('primaryGroupID')),
    /1107/,
    'a number means another group in another domain'
  )
})
