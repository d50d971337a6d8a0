import { Control } from 'ldapts'

/**
 * LDAP_SERVER_SHOW_DELETED_OID ([MS-ADTS] 3.1.1.3.4.1.14). `isRequired`: a server that does not know
 * it refuses the search, in place of answering as without it.
 */
export function showDeleted(isRequired: boolean): Control {
  return new Control('1.2.840.113556.1.4.417', { critical: isRequired })
}
