import t from 'tap'
import { readRootDse } from '../../src/active-directory/read-root-dse.ts'
import { answerLayout, openScripted, type Reply } from './scripted-server.ts'

const never = new AbortController().signal

t.test('what a server says of itself and of us', async t => {
  /** The first question about the root DSE is the session's own; the answer to the second is ours. */
  async function ask(entry: (reply: Reply) => void) {
    const session = await openScripted(
      t,
      () => undefined,
      (request, reply) => {
        if (!request.bytes.includes('tokenGroups')) return answerLayout(request, reply)
        entry(reply)
        reply.done()
        return true
      }
    )
    return readRootDse(session, never)
  }

  const sid = Buffer.from('010100000000000512000000', 'hex')
  t.strictSame(
    await ask(reply =>
      reply.entry('', {
        supportedControl: ['1.2.840.113556.1.4.319', '1.2.840.113556.1.4.417', '9.9'],
        tokenGroups: [sid],
        'msDS-PrincipalName': ['CONTOSO\\svc']
      })
    ),
    {
      offers: ['paged results', 'deleted objects'],
      tokenSids: [sid],
      principalName: 'CONTOSO\\svc'
    }
  )
  t.strictSame(
    await ask(reply => reply.entry('', {})),
    { offers: [], tokenSids: [] },
    'who tells nothing offers nothing'
  )
  t.strictSame(await ask(() => undefined), { offers: [], tokenSids: [] })
})
