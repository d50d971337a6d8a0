import t from 'tap'
import { refusal, refuse } from '../../../src/sandbox/organization/refusals.ts'
import { refusalOf } from './contoso.ts'

t.test('a refusal has code, status and text; the text may be particular', async t => {
  t.same(refusal('CallerCannotChangeOwnDomainName'), {
    name: 'CallerCannotChangeOwnDomainName',
    code: '0x80044161',
    status: 400,
    message: 'The caller cannot change their own domain name'
  })
  t.match(refusal('ObjectDoesNotExist', 'gone'), { status: 404, message: 'gone' })
})

t.test('refuse throws what refusal says', async t => {
  t.same(
    refusalOf(() => refuse('InvalidArgument')),
    refusal('InvalidArgument')
  )
})
