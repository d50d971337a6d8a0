import t from 'tap'
import { connectionsText } from '../../../src/http/text/connections-text.ts'

t.equal(
  connectionsText([
    { side: 'organization', name: 'users', status: 'fail', detail: 'No\u001busers.' },
    { side: 'directory', name: 'server', status: 'pass', detail: 'dc1 answers.' },
    { side: 'directory', name: 'logon', status: 'note', detail: 'It does not tell.' }
  ]),
  'Active Directory\n  ok   dc1 answers.\n  note It does not tell.\n\n' +
    'Dynamics\n  FAIL No?users.\n\nOne thing is missing; nothing was changed.\n'
)
t.match(connectionsText([]), /All is well; nothing was changed\.\n$/)
