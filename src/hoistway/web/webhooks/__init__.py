"""变更推送: addresses to which changes are sent, what came of it, and sending again."""
