"""Traditional Chinese letters in the headings and values that lists carry, as their simplified ones.

Only for looking words up, and only the letters of words that we know: no text of a file is rewritten.
"""

from __future__ import annotations

_PAIRS = (
    "萬万業业丟丢書书買买於于產产億亿價价會会夥伙關关決决幾几創创劃划單单動动務务區区發发變变啟启員员圍围場场備备複复"
    "實实審审尋寻屬属幣币帳帐並并開开張张歸归錄录當当態态總总願愿戶户擴扩報报數数無无舊旧時时機机來来標标歐欧匯汇彙汇"
    "狀状現现確确碼码種种稱称稅税簽签簡简類类約约級级線线組组織织終终經经結结續续編编聯联計计訂订認认議议記记證证說说"
    "請请談谈負负責责敗败貨货購购費费資资贏赢輸输進进選选鎊镑銷销閉闭間间階阶際际須须項项顧顾預预額额題题驗验潛潜與与"
    "獲获國国協协權权測测對对號号別别擁拥營营為为後后處处評评執执專专詢询據据絡络繫系係系優优競竞爭争問问這这應应"
)
_SIMPLIFIED = str.maketrans(_PAIRS[::2], _PAIRS[1::2])


def simplified(text: str) -> str:
    """The text with simplified letters."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)
