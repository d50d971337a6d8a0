/**
 * Why no account can have this logon name, in a sentence for people; `undefined` when one can. The
 * directory has the last word: an account that is there is found by its name, whatever this says.
 *
 * | written                         | fault                              |
 * |---------------------------------|------------------------------------|
 * | empty, `name`, `CONTOSO\`, `@x` | a domain and a name are needed     |
 * | `CONTOSO\` and 21 characters    | at most 20 (Samba takes more)      |
 * | `CONTOSO\a+b`, `CONTOSO\a@b`    | characters that Windows refuses    |
 * | `CONTOSO\name.`                 | a dot at the end                   |
 * | `anything@any.suffix`           | none: some account may carry it    |
 */
export function logonNameFault(name: string): string | undefined {
  const written = name.trim()
  const backslash = written.indexOf('\\')
  const accountName = written.slice(backslash + 1)
  if (backslash > 0 && accountName !== '') return accountNameFault(accountName)
  return backslash < 0 && /.@./.test(written) ? undefined : incomplete
}

const incomplete =
  'Active Directory needs a domain and a name in a logon name: DOMAIN\\name or name@domain.'

/** Why no account can have this `sAMAccountName`: the part without the domain. */
export function accountNameFault(name: string): string | undefined {
  if (name.length > 20) {
    return `Active Directory allows 20 characters in a logon name, and this one has ${name.length}.`
  }
  const refused = name.match(/["/\\[\]:;|=,+*?<>@]/g)
  if (refused)
    return `Active Directory allows no ${[...new Set(refused)].join(' ')} in a logon name.`
  if (/\p{Cc}/u.test(name)) return 'Active Directory allows no control characters in a logon name.'
  return name.endsWith('.')
    ? 'Active Directory allows no dot at the end of a logon name.'
    : undefined
}
