import t from 'tap'
import { readLogonName } from '../../src/active-directory/read-logon-name.ts'
import { openScripted, person } from './scripted-server.ts'

const never = new AbortController().signal

t.test('as whom the server knows us', async t => {
  const sid = Buffer.from('010100000000000512000000', 'hex')

  const silent = await openScripted(t, () => t.fail('nobody is asked'))
  const told = { offers: [], tokenSids: [], principalName: 'CONTOSO\\svc' }
  t.equal(await readLogonName(silent, told, never), 'CONTOSO\\svc', 'as Windows tells it')
  t.equal(await readLogonName(silent, { offers: [], tokenSids: [] }, never), undefined)

  const session = await openScripted(t, ({ bytes }, reply) => {
    if (bytes.includes(sid)) reply.entry(...person(7))
    reply.done()
  })
  t.equal(
    await readLogonName(session, { offers: [], tokenSids: [sid] }, never),
    'CONTOSO\\p7',
    'by the one SID that is a person'
  )
  const groups = [Buffer.from('010100000000000501000000', 'hex')]
  t.equal(await readLogonName(session, { offers: [], tokenSids: groups }, never), undefined)
})
