import { InvalidCredentialsError, SizeLimitExceededError, StatusCodeParser } from 'ldapts'
import t from 'tap'
import { ConnectionLost } from '../../src/active-directory/create-line.ts'
import { TimedOut } from '../../src/active-directory/end-in-time.ts'
import { explainFault } from '../../src/active-directory/explain-fault.ts'

const coded = (code: string) => Object.assign(new Error('server text'), { code })
const result = (status: number) =>
  StatusCodeParser.parse({ status, errorMessage: 'server text' } as never)
/** As a domain controller writes it. */
const bind = (data: string) =>
  new InvalidCredentialsError(
    `80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data ${data}, v1db1`
  )

const cases: readonly [error: unknown, explanation: RegExp, isPassing: boolean][] = [
  [coded('ENOTFOUND'), /host name is not known/, true],
  [coded('EAI_AGAIN'), /DNS/, true],
  [coded('ECONNREFUSED'), /nothing listens/, true],
  [coded('EHOSTUNREACH'), /firewall/, true],
  [coded('ENETUNREACH'), /firewall/, true],
  [coded('ETIMEDOUT'), /does not answer/, true],
  [coded('ECONNRESET'), /636/, true],
  [coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /DIRECTORY_CA_FILE/, true],
  [coded('SELF_SIGNED_CERT_IN_CHAIN'), /DIRECTORY_CA_FILE/, true],
  [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), /DIRECTORY_CA_FILE/, true],
  [coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), /DIRECTORY_CA_FILE/, true],
  [coded('CERT_HAS_EXPIRED'), /expired/, true],
  [coded('CERT_NOT_YET_VALID'), /clocks/, true],
  [coded('ERR_TLS_CERT_ALTNAME_INVALID'), /another host name/, true],
  [coded('ERR_SSL_WRONG_VERSION_NUMBER'), /does not speak TLS/, true],
  [coded('EPROTO'), /does not speak TLS/, true],
  [new TimedOut(), /in time/, true],
  [new ConnectionLost(), /lost/, true],
  [new Error('Socket error'), /failed/, true],
  ['nonsense', /failed/, true],
  [bind('525'), /does not know the account/, false],
  [bind('52e'), /DIRECTORY_BIND_PASSWORD/, false],
  [bind('530'), /logon hours/, false],
  [bind('531'), /workstations/, false],
  [bind('532'), /expired/, false],
  [bind('533'), /disabled/, false],
  [bind('701'), /account of DIRECTORY_BIND_DN has expired/, false],
  [bind('773'), /must be changed/, false],
  [bind('775'), /locked out/, false],
  [bind('999'), /refuses the log-on/, false],
  [new InvalidCredentialsError('Invalid credentials'), /refuses the log-on/, false],
  [result(1), /log-on first/, false],
  [result(3), /longer/, false],
  [new SizeLimitExceededError(), /people would be missing/, false],
  [result(8), /DIRECTORY_START_TLS/, false],
  [result(10), /another server/, false],
  [result(32), /no such place/, false],
  [result(50), /read access/, false],
  [result(51), /busy/, true],
  [result(52), /not available/, true],
  [result(80), /LDAP result 80/, false]
]
for (const [error, explanation, isPassing] of cases) {
  const fault = explainFault(error)
  t.match(fault.explanation, explanation)
  t.equal(fault.isPassing, isPassing, fault.explanation)
  t.notMatch(fault.explanation, /server text|DSID/, 'the text of the server stays in the log')
}
