"""The region tree, its labels, its pinyin, and placing an article in it."""
