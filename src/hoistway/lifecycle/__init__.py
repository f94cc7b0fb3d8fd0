"""生命周期: requests of the use unit that the district checks, and what happened to an elevator.

Clauses: A2; 特种设备安全法 art. 47–48; TSG 08 on suspension, resumption, scrapping and change (M).
Verbs: file_request, withdraw_request, confirm_request, return_request.
"""
