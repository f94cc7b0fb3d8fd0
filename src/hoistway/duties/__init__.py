"""维保单位其他职责: drills, training, own quality checks, notices with receipt, hazards.

Clauses: TSG T5002-2017 art. 5–11; 上海市电梯安全管理办法 (市政府令第76号, 2023).
Verbs: record, issue, receive, report, acknowledge, clear.
"""
