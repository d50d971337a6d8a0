import { RelinkError } from '../errors.ts'
import { maxAnswerBytes } from './create-open-line.ts'
import { isCertificateCode } from './is-certificate-code.ts'
import type { Answer, Exchange } from './line.ts'
import { matchFault } from './match-fault.ts'
import { parseJson } from './parse-json.ts'
import { readFault } from './read-fault.ts'

/** Why a read failed and what to do about it. Nothing of the answer is repeated but its codes. */
export function unavailable(exchange: Exchange): RelinkError {
  return new RelinkError('organization-unavailable', {
    detail: exchange.kind === 'answer' ? explainAnswer(exchange) : explainSilence(exchange.code),
    retryable: isPassing(exchange)
  })
}

function explainSilence(code: string): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return 'The certificate of Dynamics is for another host: use the name in it in DYNAMICS_URL.'
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return `The certificate of Dynamics is not valid at this time (${code}): renew it, check the clocks.`
  }
  if (isCertificateCode(code)) {
    return `The certificate of Dynamics is not trusted (${code}): put its issuer's certificate (PEM) into DYNAMICS_CA_FILE.`
  }
  if (/^EPROTO$|SSL|TLS/.test(code)) {
    return `Dynamics could not agree on TLS with us (${code}): check scheme and port of DYNAMICS_URL; TLS 1.2 is the least.`
  }
  if (code === 'too-large') {
    return `An answer of Dynamics is larger than ${maxAnswerBytes / 1024 ** 2} MiB: check DYNAMICS_URL.`
  }
  if (code === 'ETIMEDOUT')
    return 'Dynamics did not answer in time: check its load and the network.'
  return `Dynamics cannot be reached (${code}): check DYNAMICS_URL, name resolution, firewall and that it runs.`
}

function explainAnswer(answer: Answer): string {
  if (answer.status === 401) return explainUnauthenticated(answer)
  if (isLogOnPage(answer)) {
    return 'Dynamics answered with a web page or a redirect, not with data: with claims-based sign-in set DYNAMICS_AUTH to adfs; else check DYNAMICS_URL.'
  }
  return matchFault(readFault(answer))?.detail ?? explainStatus(answer)
}

/** Schemes as RFC 9110 11.6.1 lists them, and how this service speaks them. */
const schemes = [
  { name: 'Negotiate', setting: 'negotiate' },
  { name: 'NTLM', setting: 'ntlm' },
  { name: 'Bearer', setting: 'adfs (entra for an online organization)' }
]

function explainUnauthenticated({ headers }: Answer): string {
  const header = headers['www-authenticate'] ?? ''
  const offered = schemes.filter(({ name }) => new RegExp(`\\b${name}\\b`, 'i').test(header))
  if (offered.length === 0) {
    return 'Dynamics did not accept who we are (401) and names no way to log on that we speak: check its sign-in settings.'
  }
  const names = offered.map(({ name }) => name).join(', ')
  const settings = offered.map(({ setting }) => setting).join(' or ')
  return `Dynamics did not accept who we are (401). It offers ${names}: set DYNAMICS_AUTH to ${settings} and check the credentials.`
}

function isLogOnPage({ status, headers, body }: Answer): boolean {
  if (status >= 300 && status < 400) return true
  return status === 200 && isHtml(headers['content-type'] ?? '', body)
}

function isHtml(contentType: string, body: Uint8Array): boolean {
  return (
    /html/i.test(contentType) || /^[\uFEFF\s]*</.test(new TextDecoder().decode(body.slice(0, 64)))
  )
}

function explainStatus(answer: Answer): string {
  const { status } = answer
  const { code } = readFault(answer)
  const named = code === undefined ? `${status}` : `${status}, ${code}`
  if (status === 403) {
    return `Dynamics refuses us (${named}): the service user needs prvReadUser and prvWriteUser for the whole organization.`
  }
  if (status === 404) {
    return `Dynamics has no Web API there (${named}): check the organization's path in DYNAMICS_URL and DYNAMICS_API_VERSION.`
  }
  if (status === 429 || status >= 500) {
    return `Dynamics is overloaded or failing (${named}): ask again later, then look into its trace.`
  }
  if (status === 200 && parseJson(answer.body) === undefined) {
    return 'Dynamics answered with something that is not whole JSON: look for a proxy that changes answers.'
  }
  return `Dynamics gave an answer that we do not expect (${named}): check DYNAMICS_URL and DYNAMICS_API_VERSION.`
}

function isPassing(exchange: Exchange): boolean {
  if (exchange.kind === 'answer') return exchange.status === 429 || exchange.status >= 500
  return !isCertificateCode(exchange.code) && exchange.code !== 'too-large'
}
