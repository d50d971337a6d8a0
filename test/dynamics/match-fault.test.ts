import t from 'tap'
import { matchFault } from '../../src/dynamics/match-fault.ts'

const silent = { status: 500, text: '', isWebApi: true }
const lookup = 'LookupAccountNameW failed with error'

t.test('a telling code, then the text, then a vague code', async t => {
  t.match(matchFault({ ...silent, code: '0x80041d2c', text: lookup }), {
    kind: 'account-held',
    detail: /\(UserAlreadyExists, 0x80041d2c\)$/
  })
  t.match(matchFault({ ...silent, code: '0x80040216', text: lookup }), { kind: 'name-unknown' })
  t.match(matchFault({ ...silent, code: '0x80040216' }), { kind: 'unclear', detail: /UnExpected/ })
  t.match(matchFault({ ...silent, text: lookup }), { kind: 'name-unknown' })
})

t.test('undefined when both are silent', async t => {
  t.equal(matchFault(silent), undefined)
  t.equal(matchFault({ ...silent, code: '0x80049999', text: 'Unbekannt' }), undefined)
})
