import t from 'tap'
import { indexAccounts } from '../../src/planning/account-index.ts'
import { whyProtected } from '../../src/planning/why-protected.ts'
import { aLink, anAccount, aUser, domains } from './people.ts'

const user = aUser()
const named = anAccount({ objectGuid: 'named' })
const vip = anAccount({ objectGuid: 'other', logonName: 'CONTOSO\\vip' })
const { systemUserId, fullName, domainName } = user
const state = { systemUserId, fullName, domainName, nameKey: '', objectGuid: 'held' }
const world = {
  accounts: indexAccounts([named, vip], domains),
  links: new Map([[systemUserId, aLink({ objectGuid: 'linked' })]]),
  stateOf: new Map([[systemUserId, state]])
}

function reason({ members = [], names = [] }: { members?: string[]; names?: string[] }) {
  const [memberGuids, listed] = [new Set(members), new Set(names)]
  const protection = { callerId: 'caller', names: listed, memberGuids, domains }
  return whyProtected(user, { ...world, protection }, ['other', undefined, ''])
}

t.test('every account of a record protects it, found in the directory or not', async t => {
  t.equal(reason({}), undefined)
  t.equal(reason({ members: ['stranger', ''] }), undefined)
  for (const guid of ['named', 'held', 'linked', 'other']) {
    t.match(reason({ members: [guid] }), /protected group/, guid)
  }
  t.match(reason({ names: ['contoso\\vip'] }), /list/, 'by a name that only the directory knows')
})

t.test('a record of which nothing is known', async t => {
  const protection = { callerId: 'caller', names: new Set<string>(), memberGuids: new Set(['x']) }
  const nothing = { accounts: indexAccounts([], domains), links: new Map(), stateOf: new Map() }
  const given = { ...nothing, protection: { ...protection, domains } }
  t.equal(whyProtected(user, given), undefined)
  t.match(whyProtected(user, given, ['x']), /protected group/)
})
