"""What a user keeps beside an index: tags on articles, and how far alerts have looked."""

from index.desk.database import DESK, DeskDamaged
from index.desk.looks import TURN, Looks
from index.desk.tags import READ, TagChange, Tags, tag_name

__all__ = ["DESK", "READ", "TURN", "DeskDamaged", "Looks", "TagChange", "Tags", "tag_name"]
