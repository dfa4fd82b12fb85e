# ruff: noqa: RUF001  other scripts are the point
"""Words are whole in every script: letters keep their marks, and what ends a sentence is no word.

The sentences begin article 1 of the Universal Declaration of Human Rights, which is in
the public domain.
"""

import re
import unicodedata

import pytest

from pipeline.numerics.segmentation import words_in
from pipeline.numerics.tokens import word_pattern

WORD = re.compile(word_pattern())

SPACED = {
    "Latin": "Tất cả mọi người sinh ra đều được tự do và bình đẳng.",
    "Cyrillic": "Все люди рождаются свободными и равными в своём достоинстве.",
    "Greek": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι.",
    "Armenian": "Բոլոր մարդիկ ծնվում են ազատ ու հավասար։",
    "Georgian": "ყველა ადამიანი იბადება თავისუფალი და თანასწორი.",
    "Hebrew": "כל בני האדם נולדו בני חורין ושווים.",
    "Hebrew with vowels": "כָּל בְּנֵי הָאָדָם נוֹלְדוּ בְּנֵי חוֹרִין.",
    "Arabic": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق؟",
    "Persian": "تمام افراد بشر آزاد به دنیا می\u200cآیند،",
    "Thaana": "ހުރިހާ އިންސާނުންވެސް އުފަންވަނީ މިނިވަންކަމުގައެވެ.",
    "Devanagari": "सभी मनुष्यों को गौरव और अधिकारों के मामले में समानता।",
    "Bengali": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে।",
    "Gurmukhi": "ਸਾਰਾ ਮਨੁੱਖੀ ਪਰਿਵਾਰ ਆਪਣੀ ਮਹਿਮਾ ਅਤੇ ਹੱਕ।",
    "Gujarati": "પ્રતિષ્ઠા અને અધિકારોની દૃષ્ટિએ સર્વ માનવો સમાન.",
    "Oriya": "ସମସ୍ତ ମନୁଷ୍ୟ ଜନ୍ମକାଳରୁ ସ୍ୱାଧୀନ।",
    "Tamil": "மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்.",
    "Telugu": "ప్రతిపత్తి విషయమున మానవులెల్లరును స్వతంత్రులు.",
    "Kannada": "ಎಲ್ಲಾ ಮಾನವರೂ ಸ್ವತಂತ್ರರಾಗಿಯೇ ಜನಿಸಿದ್ದಾರೆ.",
    "Malayalam": "മനുഷ്യരെല്ലാവരും തുല്യാവകാശങ്ങളോടും അന്തസ്സോടും.",
    "Sinhala": "සියලු මනුෂ්\u200dයයෝ නිදහස්ව උපත ලබා ඇත.",
    "Ethiopic": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብር እኩልነት።",
    "Hangul": "모든 인간은 태어날 때부터 자유로우며.",
    "Lao": "ມະນຸດທຸກຄົນ ເກີດມາ ມີສິດເສລີພາບ.",
    "Khmer": "មនុស្សទាំងអស់ កើតមក មានសេរីភាព។",
    "Burmese": "လူတိုင်းသည် တူညီ လွတ်လပ်သော။",
}

ENDS = ".,?!\u0589\u0964\u060c\u061f\u1362\u104b\u17d4"
"""What stands behind the last word: full stops, dandas and their like."""


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("script", SPACED)
def test_a_word_is_what_stands_between_spaces(script, form):
    text = unicodedata.normalize(form, SPACED[script])
    assert words_in(WORD, text) == text.rstrip(ENDS).split()


def test_syllables_of_tibetan_end_at_their_mark():
    assert words_in(WORD, "འགྲོ་བ་མིའི་རིགས།") == ["འགྲོ", "བ", "མིའི", "རིགས"]


def test_words_of_scripts_without_spaces_are_found_between_each_other():
    mixed = "人工智能 und ประเทศตุรกี and トルコは"
    found = words_in(WORD, mixed)
    assert {"und", "and", "ประเทศ", "トルコ"} <= set(found)
    assert "".join(found) == mixed.replace(" ", "")
