"""Names in Chinese, Japanese and Korean script: where one fills a line, and which part is the family name (the first)."""

from __future__ import annotations

import re

CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff々가-힣]")
_HAN = r"[\u3400-\u9fff々]"
_KANA = r"[\u3041-\u3096\u30a1-\u30fa\u30fc]"
_BLANK = r"[ \u00a0\u3000・]"
_WHOLE = re.compile(
    rf"{_HAN}{{2,5}}|{_HAN}{{1,3}}{_BLANK}(?:{_HAN}|{_KANA}){{1,4}}|{_KANA}{{2,6}}{_BLANK}{_KANA}{{2,6}}|[가-힣]{{2,5}}|[가-힣]{{1,2}} [가-힣]{{1,3}}"
)
_READING = re.compile(r"\s*[(（][^()（）]{1,40}[)）]$")
"""How it is spoken: "山田 太郎（やまだ たろう）"."""
LABEL = re.compile(r"(?:姓\s*名|氏\s*名|名\s*前|お名前|성\s*명|이\s*름)(?:\s*[:：]\s*|[\s\u3000]+)")
ONLY_LABEL = re.compile(r"(?:姓\s*名|氏\s*名|名\s*前|성\s*명|이\s*름)\s*[:：]?")
_CHINESE = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭萧田董袁潘于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧姜"
    "崔钟鐘谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施文牛樊葛邢安齐齊易乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿关關兰蘭焦俞左柳甘祝包宁寧尚符舒阮柯纪紀梅童凌毕畢单單季裴霍涂成苗谷曲盛翁冉骆駱蓝藍路游辛靳管柴蒙鲍鮑华華喻祁蒲房滕屈饶饒解牟艾尤阳陽时時穆农農司卓古吉缪繆简簡车車项項连連芦麦麥褚娄婁窦竇戚岑景党宫宮费費卜冷晏席卫衛米柏宗瞿桂全佟应應臧闵苟邬邊边卞姬师師和仇栾隋商刁沙荣榮巫寇桑郎甄丛叢仲虞敖巩明佘池查麻苑迟邝"
)  # fmt: skip
_CHINESE_DOUBLE = (
    "欧阳",
    "歐陽",
    "司马",
    "司馬",
    "上官",
    "诸葛",
    "諸葛",
    "司徒",
    "东方",
    "東方",
    "夏侯",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "宇文",
    "长孙",
    "端木",
)
_JAPANESE_WORDS = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 清水 山崎 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 "
    "後藤 近藤 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 金子 藤原 岡本 三浦 中野 中川 原田 松田 竹内 小野 田村 中山 和田 石田 森田 上田 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 工藤 谷口 今井 高田 丸山 増田 杉山 村田 大塚 新井 小山 平野 藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾 菊地 杉本 市川 古川 大西 島田 水野 桜井 渡部 高野 吉川 山内 西田 飯田 菊池 西川 小松 北村 安田 五十嵐 川口 平田 関 中田 久保田 服部 東 岩田 土屋 川崎 福島 本田 辻 樋口 秋山 田口 永井 中西 山中 川上 吉村"
)
_JAPANESE = tuple(_JAPANESE_WORDS.split())
_KOREAN = frozenset(
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
_KOREAN_DOUBLE = ("남궁", "황보", "제갈", "선우", "독고", "사공", "서문")
_HEADINGS = re.compile(
    r"履歴|職務|経歴|简历|簡歷|履历|履歷|个人|個人|姓名|氏名|学历|學歷|学歴|教育|工作|经验|經驗|经历|經歷|技能|资料|資料|信息|電話|电话|邮箱|住所|地址|连絡|連絡|资格|資格|志望|自己|项目|"
    r"이력서|자기소개|경력|학력|성명|이름|연락처|주소|기술|자격|프로필|인적사항|전화"
)
"""What a line of few characters says besides a name."""


def han_name(text: str, start: int, end: int, *, labelled: bool) -> tuple[int, int] | None:
    """The span of a name that fills ``[start, end)`` but for how it is spoken; without a label its family name must be a common one."""
    spoken = _READING.search(text, start, end)
    stop = spoken.start() if spoken and CJK.search(text, start, spoken.start()) else end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    written = text[start:stop]
    if not _WHOLE.fullmatch(written) or _HEADINGS.search(written):
        return None
    return (start, stop) if labelled or _family(written) else None


def han_parts(written: str) -> tuple[str, str]:
    """Given and family name of "山田 太郎", "王小明", "김민수"; ("", all) where nobody can say where one ends."""
    words = re.split(rf"{_BLANK}+", written)
    if len(words) > 1:
        return words[1], words[0]
    family = _family(written)
    return (written[len(family) :], family) if family else ("", written)


def _family(written: str) -> str:
    """The common family name that begins a name, or ""."""
    first, *rest = re.split(rf"{_BLANK}+", written)
    known = (*_CHINESE_DOUBLE, *_KOREAN_DOUBLE, *_JAPANESE)
    if rest:
        return (
            first
            if first in known or first[0] in _CHINESE | _KOREAN or not CJK.match(first) or len(first) > 1
            else ""
        )
    longest = [n for n in known if first.startswith(n) and len(first) > len(n)]
    if longest:
        return max(longest, key=len)
    return first[0] if first[0] in _CHINESE | _KOREAN and 2 <= len(first) <= _MOST else ""


_MOST = 3
"""Characters of a name whose family name has one; of four more are a word than a name."""
