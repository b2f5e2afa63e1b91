"""Names of people, companies and places, put together from our own lists.

They include what breaks careless software: rare and compound surnames, characters outside the
basic plane, names with a middle dot.
"""

from bole.synth.dice import Dice

COMMON_SURNAMES = tuple(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任"
)
LESS_COMMON_SURNAMES = tuple(
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"
)
RARE_SURNAMES = (
    *"仇逄亓昝禤邝逯郏佴妫淦邰乜呙璩麴𠮷",
    "欧阳",
    "上官",
    "司徒",
    "诸葛",
    "尉迟",
    "令狐",
    "皇甫",
    "慕容",
    "东方",
)
GIVEN_SINGLE = tuple("伟芳娜敏静磊强洋勇艳杰娟涛明超霞平刚婷鹏辉玲斌宇波燕喆堃璟赟旻昕骏颖琳")
GIVEN_DOUBLE = (
    *("建国", "志强", "秀英", "桂兰", "国庆", "晓明", "丽华", "文博", "子轩", "雨桐", "欣怡", "浩然", "思远"),
    *("佳琪", "俊杰", "雅婷", "海燕", "永康", "立新", "春梅", "德明", "嘉怡", "梓涵", "一诺", "宇航", "诗涵"),
    *("承志", "婉清", "景行", "怀瑾", "若愚", "清扬", "知行", "明哲", "致远", "乐天", "䶮之", "𬱖然"),
)
DOTTED_NAMES = (
    "古丽娜尔·艾山",
    "买买提·吐尔逊",
    "阿依古丽·卡德尔",
    "扎西·多吉",
    "其其格·巴特尔",
    "努尔兰·别克",
)
CITIES = (
    "上海",
    "温州",
    "杭州",
    "南京",
    "苏州",
    "宁波",
    "武汉",
    "成都",
    "西安",
    "青岛",
    "合肥",
    "长沙",
    "无锡",
    "嘉兴",
)
BRANDS = (
    *(
        "华瑞",
        "鼎信",
        "恒通",
        "中联",
        "东升",
        "金海",
        "瑞丰",
        "天成",
        "远大",
        "宏业",
        "百川",
        "新纪元",
        "康泰",
    ),
    *("星辰", "永利", "泰和", "长青", "九州", "盛世", "兴达", "嘉禾", "汇川", "博雅", "同创", "万象", "鑫垚"),
    *("启明", "龙腾", "四海", "广源", "正大", "鸿图", "春晖", "联创", "安顺", "铭川", "旭日", "合众", "卓越"),
)
INDUSTRIES = (
    *(
        "纺织",
        "服装",
        "机械制造",
        "电子科技",
        "国际贸易",
        "进出口",
        "化工",
        "医药",
        "食品",
        "物流",
        "房地产开发",
    ),
    *(
        "建筑工程",
        "汽车零部件",
        "新能源",
        "钢铁贸易",
        "软件",
        "生物技术",
        "环保设备",
        "印刷包装",
        "鞋业",
        "阀门",
    ),
    *("眼镜", "造船", "水产", "粮油", "家具", "广告传媒", "商业管理", "供应链管理", "精密仪器"),
)
COMPANY_FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
STREETS = (
    *("人民路", "解放路", "中山路", "建设路", "新华路", "高新区", "开发区", "火车站", "城东", "城西", "城南"),
    *("城北", "滨江", "大学城", "古城", "湖滨", "科技园", "自贸区", "五一广场", "体育场", "长江路", "黄河路"),
)

SURNAMES: tuple[str, ...] = (*COMMON_SURNAMES * 12, *LESS_COMMON_SURNAMES * 3, *RARE_SURNAMES)
"""Repeated by how common they are, so that each entry is equally likely."""
GIVEN_NAMES: tuple[str, ...] = (*GIVEN_SINGLE, *GIVEN_DOUBLE)


def person_name(dice: Dice) -> str:
    """A person's name; about one in sixty is written with a middle dot."""
    if dice.roll() % 60 == 0:
        return dice.pick(DOTTED_NAMES)
    return dice.pick(SURNAMES) + dice.pick(GIVEN_NAMES)


def word_lists() -> dict[str, tuple[str, ...]]:
    """The lists from which the bulk statement puts customers' names together."""
    return {
        "surname": SURNAMES,
        "given": GIVEN_NAMES,
        "city": CITIES,
        "brand": BRANDS,
        "industry": INDUSTRIES,
        "form": COMPANY_FORMS,
    }
