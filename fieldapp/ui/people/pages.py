"""Which page needs which right. A page that is not named here is for everybody."""

from __future__ import annotations

from fieldapp.study.rights import Right

RIGHTS = {"forms": Right.ADD_FORM, "acts": Right.SEE_LOG, "conflicts": Right.REVIEW, "review": Right.REVIEW}
