import t from 'tap'
import { systemuserAttributes } from '../../../src/sandbox/organization/systemuser-attributes.ts'
import { rowOf } from './contoso.ts'

t.test('what the Web API never shows is not there', async t => {
  for (const name of ['activedirectoryguid', 'isactivedirectoryuser', 'latestupdatetime']) {
    t.notOk(systemuserAttributes.has(name), name)
  }
})

t.test('everything else a row keeps is there', async t => {
  const names = Object.keys(rowOf(1)).filter(name => name !== 'activedirectoryguid')
  t.same(
    names.filter(name => !systemuserAttributes.has(name)),
    []
  )
})

t.test('types, lengths and what can be updated', async t => {
  const domainname = { type: 'Edm.String', isUpdatable: true, maxLength: 1024 }
  t.same(systemuserAttributes.get('domainname'), domainname)
  t.same(systemuserAttributes.get('fullname'), {
    type: 'Edm.String',
    isUpdatable: false,
    maxLength: 200
  })
  t.same(systemuserAttributes.get('isdisabled'), { type: 'Edm.Boolean', isUpdatable: true })
  t.same(systemuserAttributes.get('versionnumber'), { type: 'Edm.Int64', isUpdatable: false })
})
