import t from 'tap'
import { readPreferences } from '../../../src/sandbox/organization/read-preferences.ts'

const none = {
  pageSize: 5000,
  isPaged: false,
  returnsRepresentation: false,
  annotatesCount: false,
  applied: []
}

t.test('nothing preferred, nothing known, or a page that is too large', async t => {
  for (const header of [
    undefined,
    'respond-async',
    'odata.maxpagesize=5001',
    'odata.maxpagesize=0'
  ]) {
    t.same(readPreferences(header), none, String(header))
  }
})

t.test('what is honoured is named', async t => {
  t.same(readPreferences('return=representation,odata.maxpagesize=5000'), {
    ...none,
    isPaged: true,
    returnsRepresentation: true,
    applied: ['odata.maxpagesize=5000', 'return=representation']
  })
  t.match(readPreferences('odata.include-annotations="*"'), { annotatesCount: true, applied: [] })
  const limit = 'Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded'
  t.match(readPreferences(`odata.include-annotations="a,${limit}"`), { annotatesCount: true })
})
