"""Lets an account list and read what was deleted, as dsacls does on Windows: (A;;LCRP;;;SID).

samba-tool can't: it does not ask for deleted objects, and so does not find their container.
Usage: let-see-deleted.py SMB_CONF SAM_LDB SID
"""

import sys

import ldb
from samba.auth import system_session
from samba.dcerpc import security
from samba.ndr import ndr_pack, ndr_unpack
from samba.param import LoadParm
from samba.samdb import SamDB

conf, sam, sid = sys.argv[1:]
parameters = LoadParm()
parameters.load(conf)
database = SamDB(url=sam, session_info=system_session(parameters), lp=parameters)
domain = security.dom_sid(database.get_domain_sid())
container = ldb.Dn(database, "CN=Deleted Objects,%s" % database.domain_dn())
controls = ["show_deleted:1", "sd_flags:1:4"]
name = "nTSecurityDescriptor"
found = database.search(base=container, scope=ldb.SCOPE_BASE, attrs=[name], controls=controls)
before = ndr_unpack(security.descriptor, found[0][name][0]).as_sddl(domain)
after = security.descriptor.from_sddl("%s(A;;LCRP;;;%s)" % (before, sid), domain)
change = ldb.Message(container)
change[name] = ldb.MessageElement(ndr_pack(after), ldb.FLAG_MOD_REPLACE, name)
database.modify(change, controls)
