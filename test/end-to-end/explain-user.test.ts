import t from 'tap'
import type { UserExplanation } from '../../src/model/user-explanation.ts'
import { userId } from '../../src/sandbox/company/user-record.ts'
import { refusal } from './client.ts'
import { openCompany } from './open-company.ts'

t.setTimeout(120_000)

t.test('one user in four parts', async t => {
  const { client } = await openCompany(t)
  const explain = (name: string) =>
    client.get<UserExplanation>(`/v1/users/${encodeURIComponent(name)}`)

  t.test('by what the record holds, and by what the account is called now', async t => {
    const names = {
      [userId('jane.doe')]: 'systemuserid',
      'contoso.test\\Jane.Doe': 'logon-name',
      'jane.doe@contoso.test': 'logon-name',
      'CONTOSO\\jane.miller': 'account'
    }
    for (const [name, foundBy] of Object.entries(names)) {
      const { body } = await explain(name)
      t.match(body, { foundBy, systemUserId: userId('jane.doe'), accountFoundBy: 'link-baseline' })
    }
    const byAttributes = await explain('CONTOSO\\priya.anand')
    t.match(byAttributes.body, {
      foundBy: 'account',
      systemUserId: userId('priya.raman'),
      accountFoundBy: 'employee-id'
    })
    for (const nobody of ['CONTOSO\\nobody.at.all', 'no.name', 'CONTOSO\\svc-none+'])
      t.equal(refusal(await explain(nobody)).code, 'user-not-found', nobody)
  })

  t.test('what differs, and what would be done', async t => {
    const { body } = await explain(userId('jane.doe'))
    t.match(body.differences[0], {
      field: 'logonName',
      dynamics: 'CONTOSO\\jane.doe',
      directory: 'CONTOSO\\jane.miller'
    })
    t.match(body.differences, [{}, { field: 'lastName', dynamics: 'Doe', directory: 'Miller' }])
    t.match(body, { wouldDo: 'parkAndMap', wouldDoDetail: /^Two writes: .* CONTOSO\\jane\.miller/ })
    t.notOk('blockedReason' in body)
    const off = await explain(userId('tomas.vega'))
    t.match(off.body.differences, [{ field: 'status', dynamics: 'enabled', directory: 'disabled' }])
  })

  t.test('why a person must act', async t => {
    const { body } = await explain(userId('maria.silva'))
    t.match(body, { wouldDo: 'askAPerson', blockedReason: 'ambiguous-match', differences: [] })
    t.match(body.wouldDoDetail, /^Nothing until a person decides/)
    const guarded = await explain(userId('svc-relink'))
    t.match(guarded.body, { blockedReason: 'user-protected', wouldDo: 'nothing' })
  })

  t.test('for a terminal of 80 columns', async t => {
    for (const name of ['jane.doe', 'maria.silva', 'k.nguyen', 'n.haddad']) {
      const path = `/v1/users/${userId(name)}`
      const { text } = await client.get(path, { Accept: 'text/plain' })
      for (const heading of ['FOUND WHERE', 'MATCHED HOW', 'DIFFERS IN', 'WOULD DO'])
        t.ok(text.includes(`\n${heading}\n`), heading)
      t.same(
        text.split('\n').filter(line => line.length > 80),
        []
      )
    }
  })
})
