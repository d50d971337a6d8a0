/** Paged results (RFC 2696). */
export const pagedResults = '1.2.840.113556.1.4.319'

/** LDAP_SERVER_DOMAIN_SCOPE_OID: no references to other partitions, please. */
export const domainScope = '1.2.840.113556.1.4.1339'

/** LDAP_SERVER_SHOW_DELETED_OID: what was deleted is found, too. */
export const showsDeleted = '1.2.840.113556.1.4.417'

export const supportedControls: readonly string[] = [pagedResults, domainScope, showsDeleted]
