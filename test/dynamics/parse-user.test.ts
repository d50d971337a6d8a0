import t from 'tap'
import { parseUser } from '../../src/dynamics/parse-user.ts'
import { aliceEtag, aliceId, unavailableFor, userRow } from './scripted-api.ts'

t.test('a person', async t => {
  t.strictSame(parseUser(userRow({ systemuserid: aliceId.toUpperCase() })), {
    systemUserId: aliceId,
    domainName: 'CONTOSO\\alice',
    fullName: 'Alice Adams',
    firstName: 'Alice',
    lastName: 'Adams',
    email: 'alice@contoso.test',
    employeeId: '42',
    isDisabled: false,
    accessMode: 0,
    isIntegrationUser: false,
    isSetupUser: false,
    createdOn: '2020-02-03T04:05:06.000Z',
    etag: aliceEtag
  })
})

t.test('SYSTEM has no logon name; what is null is absent', async t => {
  const { domainname: _, ...row } = userRow({
    fullname: 'SYSTEM',
    firstname: null,
    lastname: '',
    internalemailaddress: null,
    employeeid: null,
    applicationid: 'ABCDEF00-0000-4000-8000-000000000001'
  })
  for (const system of [row, { ...row, domainname: null }]) {
    const user = parseUser(system)
    t.equal(user.domainName, '')
    t.equal(user.applicationId, 'abcdef00-0000-4000-8000-000000000001')
    for (const absent of ['firstName', 'lastName', 'email', 'employeeId']) {
      t.notOk(absent in user, absent)
    }
  }
})

t.test('without what the service decides by, the row is refused by attribute name', async t => {
  const wrong: Record<string, unknown[]> = {
    systemuserid: [undefined, null, 'x', 7],
    isdisabled: [undefined, null, 'false', 0],
    accessmode: [undefined, null, '0', 1.5],
    isintegrationuser: [undefined, null],
    setupuser: [undefined, null],
    createdon: [undefined, null, 'yesterday', '2020-02-03T04:05:06', '2020-99-99T04:05:06Z'],
    '@odata.etag': [undefined, null, '*', 4711]
  }
  for (const [attribute, values] of Object.entries(wrong)) {
    for (const value of values) {
      const row = userRow({ [attribute]: value })
      t.throws(() => parseUser(row), unavailableFor(new RegExp(`usable ${attribute}`)), attribute)
    }
  }
  t.equal(parseUser(userRow({ fullname: null })).fullName, '', 'a name nobody decides by')
  t.throws(() => parseUser(userRow({ setupuser: null })), unavailableFor(new RegExp(aliceId)))
})
