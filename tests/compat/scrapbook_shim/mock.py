"""The package mock, which has been part of Python since 3.3."""
import sys
import unittest.mock

sys.modules[__name__] = unittest.mock
